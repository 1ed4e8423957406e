import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** A request to the simulator, as on its control channel. */
export type Request = Record<string, unknown>
/** A request and when it is made, ms after the start. */
export type ScriptStep = { atMs: number; request: Request }

/** Reads a fault of the command line: `late,ms=500,times=2` is the request `{fault: 'late', ms: 500, times: 2}`. */
export function readFault(text: string): Request {
  const [fault = '', ...details] = text.split(',')
  if (fault === '') throw new Error('--fault wants a name')
  return { fault, ...Object.fromEntries(details.map(detail)) }
}

function detail(text: string): [string, unknown] {
  const at = text.indexOf('=')
  if (at < 1) throw new Error(`a detail of a fault looks like key=value, not ${JSON.stringify(text)}`)
  const value = text.slice(at + 1)
  return [text.slice(0, at), value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value]
}

/**
 * Reads a script, a list in YAML or JSON, in any order of time:
 * `- { at: 2s, fault: paperOut, line: 3 }`, `- { at: 5s, cure: true }`, `- { at: 6s, ask: { press: 5 } }`.
 */
export function readScript(path: string): ScriptStep[] {
  const steps: unknown = parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(steps)) throw new Error(`${path}: a script is a list of steps`)
  return steps.map((step, index) => readStep(step, `${path}, step ${index + 1}`))
}

function readStep(step: unknown, where: string): ScriptStep {
  if (typeof step !== 'object' || step === null)
    throw new Error(`${where}: a step is like { at: 2s, cure: true }`)
  const { at, ...what } = step as Request
  const atMs = millisecondsOf(at)
  if (atMs === undefined) throw new Error(`${where}: "at" is a time such as 500ms, 2s or 1.5s`)
  if (what['cure'] === true) return { atMs, request: { fault: null } }
  if (typeof what['fault'] === 'string') return { atMs, request: what }
  const { ask } = what
  if (typeof ask === 'object' && ask !== null) return { atMs, request: ask as Request }
  throw new Error(`${where}: a step has "fault", "cure: true" or "ask"`)
}

function millisecondsOf(time: unknown): number | undefined {
  if (typeof time === 'number') return time
  const [, digits, unit] = typeof time === 'string' ? (/^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(time) ?? []) : []
  if (digits === undefined) return undefined
  return Number(digits) * { ms: 1, s: 1_000, m: 60_000 }[unit === 's' || unit === 'm' ? unit : 'ms']
}
