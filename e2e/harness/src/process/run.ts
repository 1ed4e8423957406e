import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { createInterface } from 'node:readline'
import { signalGroup, stopGroup } from './groups.ts'
import { onExit } from './on-exit.ts'
import { stillWords, watchProgress } from './progress.ts'
import { inCache, inRoot, root } from '../paths.ts'

/** How a command ended and everything it said, stdout and stderr in the order they came. */
export type RunResult = {
  /** Exit code; 1 when a signal ended it, 124 when it was still too long, 127 when it could not be started at all. */
  code: number
  output: string
}

export type RunOptions = {
  cwd?: string
  env?: Record<string, string | undefined>
  /**
   * Ends the command, and all that it started, when for so long it neither said anything nor used the processor. What
   * makes progress is not ended, however slow the machine. Default ten minutes.
   */
  stillMs?: number
  /** Show the output as it comes instead of only collecting it. */
  show?: boolean
  /** Gets each line as it comes, stdout and stderr. */
  hear?: (line: string) => void
}

const STILL_MS = 10 * 60_000

/**
 * The environment for children: whatever they call `node` is the Node that runs us, and TypeScript that was compiled once
 * is not compiled again at every start.
 */
export function childEnv(extra: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  const path = [inRoot('node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return {
    NODE_COMPILE_CACHE: inCache('node-compile'),
    ...process.env,
    PATH: path,
    npm_node_execpath: process.execPath,
    ...extra,
  }
}

/** Runs a command to its end. Never throws: a command that cannot start is answered with code 127. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: childEnv(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that all of it can be ended.
      detached: true,
    })
    const forget = onExit(() => signalGroup(child, 'SIGTERM'))
    const chunks: Buffer[] = []
    const { stillMs = STILL_MS } = options
    let stopped = false
    const watch = watchProgress(child.pid ?? 0, {
      stillMs,
      onStill: () => {
        stopped = true
        void stopGroup(child).finally(() => {
          // A process that left the group may hold them, and nobody would ever hear the end.
          child.stdout.destroy()
          child.stderr.destroy()
        })
      },
    })
    const take = (chunk: Buffer) => {
      watch.heard()
      chunks.push(chunk)
      if (options.show) process.stdout.write(chunk)
    }
    const end = (code: number, last = '') => {
      watch.stop()
      forget()
      resolve({ code, output: Buffer.concat(chunks).toString() + last })
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', take)
      if (options.hear) createInterface(stream).on('line', options.hear)
    }
    child.on('error', (error) => end(127, `${command}: ${error.message}\n`))
    child.on('close', (code) => {
      if (stopped) end(124, `\n${[command, ...args].join(' ')} was stopped: ${stillWords(stillMs)}\n`)
      else end(code ?? 1)
    })
  })
}

/** Runs a script with the same Node that runs us. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run(process.execPath, args, options)
}

/** Runs npm with the same Node that runs us, when we were started by npm; else the npm on the PATH. */
export function runNpm(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const cli = process.env['npm_execpath']
  return cli?.endsWith('.js') ? runNode([cli, ...args], options) : run('npm', args, options)
}

/** What was thrown, as one line. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
