import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { inRoot, root } from './paths.ts'

/** How a command ended and everything it said, stdout and stderr in the order they came. */
export type RunResult = {
  /** Exit code; 1 when a signal ended it, 127 when it could not be started at all. */
  code: number
  output: string
}

export type RunOptions = {
  cwd?: string
  env?: Record<string, string | undefined>
  /** Ends the command with SIGKILL after this long. */
  timeoutMs?: number
  /** Show the output as it comes instead of only collecting it. */
  show?: boolean
}

/** The environment for children: whatever they call `node` is the Node that runs us. */
export function childEnv(extra: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  const path = [inRoot('node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return { ...process.env, PATH: path, npm_node_execpath: process.execPath, ...extra }
}

/** Runs a command to its end. Never throws: a command that cannot start is answered with code 127. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: childEnv(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      if (options.show) process.stdout.write(chunk)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}

/** Runs a script with the same Node that runs us. */
export function runNode(args: string[], options: RunOptions = {}): Promise<RunResult> {
  return run(process.execPath, args, options)
}

/** Runs npm with the same Node that runs us, when we were started by npm; else the npm on the PATH. */
export function runNpm(args: string[], options: RunOptions = {}): Promise<RunResult> {
  const cli = process.env['npm_execpath']
  return cli?.endsWith('.js') ? runNode([cli, ...args], options) : run('npm', args, options)
}

/** What was thrown, as one line. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
