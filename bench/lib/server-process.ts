import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onExit } from '../../scripts/lib/on-exit.ts'
import { inRoot } from '../../scripts/lib/paths.ts'

/** A real hall server in a process of its own. */
export type ServerProcess = {
  port: number
  url: string
  pid: number
  /** From the start of the process to its word that it listens, ms. */
  startMs: number
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>
  /** SIGTERM, and waits until it has closed its files. Throws when it does not end well. */
  stop(): Promise<void>
}

export type ServerStart = {
  configFile: string
  dataFolder: string
  /** Default 0: any free one. */
  port?: number
  /** Serves the built pages too. Default false. */
  pages?: boolean
  /** Kills it so long after its start, whatever it is doing then; the start is answered with null. */
  killAfterMs?: number
}

const START_TIMEOUT_MS = 60_000
const KEPT_LINES = 20

export function startServer(start: ServerStart & { killAfterMs: number }): Promise<ServerProcess | null>
export function startServer(start: ServerStart): Promise<ServerProcess>
export async function startServer(start: ServerStart): Promise<ServerProcess | null> {
  const { configFile, dataFolder, port = 0, pages = false, killAfterMs } = start
  const began = performance.now()
  const args = ['--config', configFile, '--data', dataFolder, '--port', String(port)]
  // BENCH_NODE_ARGS="--cpu-prof --cpu-prof-dir=…" looks into the server.
  const nodeArgs = process.env['BENCH_NODE_ARGS']?.split(' ') ?? []
  const child = spawn(
    process.execPath,
    [...nodeArgs, inRoot('hall-server/src/main.ts'), ...args, ...(pages ? [] : ['--no-pages'])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const forget = onExit(() => void child.kill('SIGKILL'))
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      forget()
      resolve(code)
    }),
  )
  if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const listening = await Promise.race([untilListening(child), ended.then(() => null)])
  if (listening === null) {
    if (killAfterMs !== undefined) return null
    throw new Error('the hall server ended before it listened')
  }
  return {
    port: listening,
    url: `http://127.0.0.1:${listening}`,
    pid: child.pid ?? 0,
    startMs: performance.now() - began,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      const code = await ended
      if (code !== 0) throw new Error(`the hall server ended with ${code}`)
    },
  }
}

/** The port, once the server says it. What it has to complain of is shown. */
function untilListening(child: ChildProcess): Promise<number> {
  const said: string[] = []
  if (child.stderr) {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line)
      if (said.length > KEPT_LINES) said.shift()
      if (!line.includes('"level":"info"')) process.stderr.write(`hall server: ${line}\n`)
    })
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the hall server does not listen\n${said.join('\n')}`)),
      START_TIMEOUT_MS,
    )
    child.once('close', () => clearTimeout(timer))
    if (!child.stdout) return
    createInterface(child.stdout).on('line', (line) => {
      if (!line.startsWith('{"listening"')) return
      clearTimeout(timer)
      resolve((JSON.parse(line) as { listening: number }).listening)
    })
  })
}
