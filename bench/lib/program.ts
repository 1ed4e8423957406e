import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { stopGroup, signalGroup } from '../../scripts/lib/groups.ts'
import { onExit } from '../../scripts/lib/on-exit.ts'
import { root } from '../../scripts/lib/paths.ts'

/** A program under measurement that tells of itself in lines. */
export type Program = {
  pid: number
  /** Resolves with the next line (of stdout or stderr) that `pick` makes something of. */
  next<T>(pick: (line: string) => T | undefined): Promise<T>
  stop(): Promise<void>
}

const PATIENCE_MS = 30_000
const KEPT_LINES = 30

export function startProgram(
  command: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Program {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const forget = onExit(() => signalGroup(child, 'SIGKILL'))
  const listeners = new Set<(line: string) => void>()
  const said: string[] = []
  const take = (line: string): void => {
    said.push(line)
    if (said.length > KEPT_LINES) said.shift()
    for (const listener of [...listeners]) listener(line)
  }
  createInterface(child.stdout).on('line', take)
  createInterface(child.stderr).on('line', take)
  return {
    pid: child.pid ?? 0,
    next: (pick) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${args[0]} did not say what was waited for\n${said.join('\n')}`)),
          PATIENCE_MS,
        )
        const listener = (line: string): void => {
          const picked = pick(line)
          if (picked === undefined) return
          clearTimeout(timer)
          listeners.delete(listener)
          resolve(picked)
        }
        listeners.add(listener)
      }),
    stop: async () => {
      forget()
      await stopGroup(child)
    },
  }
}

/** Makes something of a line that is a JSON object with this value of this key. */
export function jsonLine(key: string, value?: string): (line: string) => Record<string, unknown> | undefined {
  return (line) => {
    if (!line.startsWith('{') || !line.includes(`"${key}"`)) return undefined
    const object = JSON.parse(line) as Record<string, unknown>
    return value === undefined || object[key] === value ? object : undefined
  }
}
