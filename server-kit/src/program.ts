import { exitOnUnhandled } from './exit-on-unhandled.ts'
import { createLog, reasonOf } from './log.ts'
import type { Log } from './log.ts'
import { StartError, reportNotStarted } from './start-failure.ts'

/** How long an orderly stop may take, ms: well above what a snapshot of a full hall takes on a loaded machine. */
const STOP_MS = 20_000
/** What was begun of a start that failed is ended by then, ms. */
const NOT_STARTED_MS = 2_000

/** A server that listens. */
export type Running = { port: number; close(): Promise<void> }

export type Program<Values> = {
  /** First part of its events in the log: `server.notStarted`, `hub.stopForced`. */
  name: string
  usage: string
  /** Throws where the command line is none of its own. */
  parse: (argv: string[]) => Values
  /** Says that there is nothing to start but its usage to show: asked for, or something is missing. */
  shows?: (values: Values) => 'help' | 'missing' | null
  start: (values: Values, log: Log) => Promise<Running>
  /** The sentence for a failed start that only this program knows; null: the common ones. */
  sentence?: (error: unknown) => string | null
}

/**
 * A server as a program: reads its command line, starts, says on one line of JSON where it listens, stops in order on SIGINT
 * or SIGTERM. Exit codes: 0 stopped, 1 did not start or stop, 2 no such command line. What it writes is its user's alone.
 */
export async function runProgram<Values>(argv: string[], program: Program<Values>): Promise<void> {
  const { name, start, sentence } = program
  const values = readArguments(argv, program)
  if (values === null) return
  process.umask(0o077)
  const log = createLog()
  exitOnUnhandled(log)
  try {
    const running = await start(values, log)
    process.stdout.write(`${JSON.stringify({ listening: running.port })}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(name, running, log))
  } catch (error) {
    const own = sentence?.(error) ?? null
    if (own === null) reportNotStarted(log, `${name}.notStarted`, error)
    else process.stderr.write(`${own}\n`)
    process.exitCode = 1
    setTimeout(() => process.exit(1), NOT_STARTED_MS).unref() // whatever of the start still holds the program
  }
}

function stop(name: string, running: Running, log: Log): void {
  // What was acknowledged is on disk already; a peer that will not let go must not keep the program.
  setTimeout(() => {
    log.error(`${name}.stopForced`, 'connections stayed open', { afterMs: STOP_MS })
    process.exit(1)
  }, STOP_MS).unref()
  running.close().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error(`${name}.stopFailed`, error)
      process.exit(1)
    },
  )
}

/** Null when there is nothing to start, which is said. */
function readArguments<Values>(argv: string[], { usage, parse, shows }: Program<Values>): Values | null {
  try {
    const values = parse(argv)
    const shown = shows?.(values) ?? null
    if (shown === null) return values
    process[shown === 'help' ? 'stdout' : 'stderr'].write(`${usage}\n`)
    if (shown === 'missing') process.exitCode = 2
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n\n${usage}\n`)
    process.exitCode = 2
  }
  return null
}

/** `--port`, 0…65535. Throws `port.noPort`. */
export function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new StartError('port.noPort', `--port ${text}`)
  return Number(text)
}
