import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { signalGroup, stopGroup } from './groups.ts'
import { onExit, onSignal } from './on-exit.ts'
import { root } from './paths.ts'
import { childEnv } from './run.ts'

/** A process that runs until it is stopped. */
export type ProcSpec<Ready> = {
  /** Shown before each line of its output. */
  name: string
  command: string
  args: string[]
  cwd?: string
  env?: Record<string, string | undefined>
  /**
   * Looks at each line it says; the first answer other than undefined means that it is ready. See `readyMatch` and
   * `readyJson`.
   */
  ready: (line: string) => Ready | undefined
  /** Default 15 s. */
  readyTimeoutMs?: number
}

export type ProcsOptions = {
  /** Gets every line of every child, prefix included. Default: the console. */
  log?: (line: string) => void
  /** Told when a child that was ready ends without having been asked to. */
  onDeath?: (name: string, code: number | null) => void
}

/** A group of processes that live and end together. */
export type Procs = {
  /** Starts a child and waits until it is ready. Throws, with all it said, when it ends or takes too long. */
  start: <Ready>(spec: ProcSpec<Ready>) => Promise<{ pid: number; ready: Ready }>
  /** Stops one child, or all in reverse order of start: SIGTERM, and SIGKILL after three seconds. */
  stop: (name?: string) => Promise<void>
}

const colours = [36, 33, 35, 32, 34, 31]
const KEPT_LINES = 200

/** Ready when a line matches; answers with the match. */
export const readyMatch =
  (pattern: RegExp) =>
  (line: string): RegExpExecArray | undefined =>
    pattern.exec(line) ?? undefined

/** Ready when a line is a JSON object with this key; answers with the object. */
export const readyJson =
  (key: string) =>
  (line: string): Record<string, unknown> | undefined => {
    if (!line.startsWith('{')) return undefined
    const value = parseObject(line)
    return value !== null && key in value ? value : undefined
  }

/** Children end with this process: in order on a signal, at once when it exits. */
export function createProcs({ log = console.log, onDeath = () => undefined }: ProcsOptions = {}): Procs {
  const running: { name: string; child: ChildProcess }[] = []
  const stopping = new Set<ChildProcess>()
  let started = 0

  const stopOne = async ({ child }: { child: ChildProcess }) => {
    stopping.add(child)
    await stopGroup(child)
  }
  const stop = async (name?: string) => {
    for (const proc of [...running].reverse())
      if (name === undefined || proc.name === name) {
        await stopOne(proc)
        running.splice(running.indexOf(proc), 1)
      }
  }
  onSignal(() => stop())
  onExit(() => running.forEach(({ child }) => signalGroup(child, 'SIGKILL')))

  return {
    stop,
    start: async (spec) => {
      const colour = colours[started++ % colours.length] ?? 0
      const show = (line: string) => log(`\u001b[${colour}m${spec.name}\u001b[0m ${line}`)
      const child = spawn(spec.command, spec.args, {
        cwd: spec.cwd ?? root,
        env: childEnv(spec.env),
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own: Ctrl-C reaches it through us, in order.
        detached: true,
      })
      const proc = { name: spec.name, child }
      running.push(proc)
      try {
        const ready = await untilReady(child, spec, show)
        child.once('exit', (code) => {
          if (!stopping.has(child)) onDeath(spec.name, code)
        })
        return { pid: child.pid ?? 0, ready }
      } catch (error) {
        await stop(spec.name)
        throw error
      }
    },
  }
}

function untilReady<Ready>(
  child: ChildProcess,
  spec: ProcSpec<Ready>,
  show: (line: string) => void,
): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const timeoutMs = spec.readyTimeoutMs ?? 15_000
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new Error([`${spec.name} ${why}`, ...said].join('\n')))
    }
    const timer = setTimeout(() => fail(`was not ready in ${timeoutMs} ms`), timeoutMs)
    const take = (line: string) => {
      said.push(line)
      if (said.length > KEPT_LINES) said.shift()
      show(line)
      const ready = spec.ready(line)
      if (ready === undefined) return
      clearTimeout(timer)
      resolve(ready)
    }
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', take)
    child.on('error', (error) => fail(`could not be started: ${error.message}`))
    // 'close' and not 'exit': by then all it said has arrived.
    child.on('close', (code) => fail(`ended with ${code} before it was ready`))
  })
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    // A line of ordinary output that happens to start with a brace.
    return null
  }
}
