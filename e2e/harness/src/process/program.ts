import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { root } from '../paths.ts'
import { signalGroup, stopGroup } from './groups.ts'
import { onExit } from './on-exit.ts'
import { stillWords, watchProgress } from './progress.ts'
import { childEnv } from './run.ts'
import { waitFor } from './wait-for.ts'

/** Looks at a line; answers something other than undefined when it is the one that is waited for. */
export type Pick<Picked> = (line: string) => Picked | undefined

export type ProgramStart = {
  /** What messages call it. Default: the command and its first argument. */
  name?: string
  /** Default: the Node that runs us. */
  command?: string
  args: readonly string[]
  /** Default: the repository's root. */
  cwd?: string
  /** On top of our own environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>
  /** Gets each line it says, on stdout or stderr. */
  hear?: (line: string) => void
}

/** A program that runs beside us and tells of itself in lines. It ends when we end. */
export type Program = {
  pid: number
  /** What it said of late, stdout and stderr in the order they came. */
  log: () => string
  /**
   * Resolves with the next line that `pick` makes something of. Rejects, with all it said, when it ends before, could
   * not be started, or says no such thing within `timeoutMs`. Without that it may take its time on a slow machine: it is
   * given up when for a minute it neither said anything nor used the processor, and after a quarter of an hour.
   */
  next: <Picked>(pick: Pick<Picked>, timeoutMs?: number) => Promise<Picked>
  /** Its exit code, null when a signal ended it; by then all it said has been heard. */
  ended: Promise<number | null>
  /** Sends it a signal (default SIGTERM) and waits until it is gone; rejects, and kills it, when that takes two minutes. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>
  /** Asks it to end, makes it after three seconds, and ends all that it started. */
  stop: () => Promise<void>
}

const KEPT_LINES = 1_000
const STILL_MS = 60_000
const LONGEST_MS = 15 * 60_000

/** Starts a program; does not wait for anything. */
export function startProgram({ command = process.execPath, args, ...start }: ProgramStart): Program {
  const name = start.name ?? [command, ...args.slice(0, 1)].join(' ')
  const child = spawn(command, args, {
    cwd: start.cwd ?? root,
    env: childEnv(start.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches it through us, and all that it starts can be ended.
    detached: true,
  })
  const said: string[] = []
  const listeners = new Set<(line: string) => void>()
  const take = (line: string): void => {
    said.push(line)
    if (said.length > KEPT_LINES) said.shift()
    start.hear?.(line)
    for (const listener of [...listeners]) listener(line)
  }
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', take)
  const log = (): string => said.join('\n')
  const forget = onExit(() => signalGroup(child, 'SIGKILL'))
  let obituary = ''
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      obituary = `could not be started: ${error.message}`
      resolve(null)
    })
    // 'close' and not 'exit': by then all it said has arrived.
    child.once('close', (code, signal) => {
      obituary ||= `ended with ${code ?? signal}`
      resolve(code)
    })
  })
  void ended.then(forget)

  return {
    pid: child.pid ?? 0,
    log,
    ended,
    next: (pick, timeoutMs = LONGEST_MS) =>
      new Promise((resolve, reject) => {
        const settle = (then: () => void): void => {
          clearTimeout(timer)
          watch.stop()
          listeners.delete(listener)
          then()
        }
        const fail = (why: string): void =>
          settle(() => reject(new Error([`${name} ${why}`, log()].join('\n'))))
        const listener = (line: string): void => {
          watch.heard()
          const picked = pick(line)
          if (picked !== undefined) settle(() => resolve(picked))
        }
        const timer = setTimeout(() => fail(`was not ready in ${timeoutMs} ms`), timeoutMs)
        const watch = watchProgress(child.pid ?? 0, {
          stillMs: STILL_MS,
          onStill: () => fail(`was not ready, and ${stillWords(STILL_MS)}`),
        })
        listeners.add(listener)
        void ended.then(() => fail(`${obituary} before it was ready`))
      }),
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return waitFor(`${name} to end after ${signal}`, ended).catch(async (error: unknown) => {
        await stopGroup(child)
        throw error
      })
    },
    stop: async () => {
      await stopGroup(child)
      await waitFor(`all that ${name} started to end`, ended)
    },
  }
}

/** Starts a program and waits for the line that says it is ready; `ready` is what `pick` made of that line. */
export async function startReady<Ready>(
  start: ProgramStart & { pick: Pick<Ready>; timeoutMs?: number },
): Promise<Program & { ready: Ready }> {
  const program = startProgram(start)
  try {
    return { ...program, ready: await program.next(start.pick, start.timeoutMs) }
  } catch (error) {
    await program.stop()
    throw error
  }
}

/** Picks a line that matches; answers with the match. */
export function lineLike(pattern: RegExp): Pick<RegExpExecArray> {
  return (line) => pattern.exec(line) ?? undefined
}

/** Picks a line that is a JSON object with this key, and with this value of it if one is given; answers with the object. */
export function lineWith(key: string, value?: unknown): Pick<Record<string, unknown>> {
  return (line) => {
    const object = line.startsWith('{') && line.includes(`"${key}"`) ? objectOf(line) : null
    if (object === null || !Object.hasOwn(object, key)) return undefined
    return value === undefined || object[key] === value ? object : undefined
  }
}

function objectOf(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    // A line of ordinary output that happens to start with a brace.
    return null
  }
}
