import { inRoot } from '../paths.ts'
import { lineWith, startProgram } from '../process/index.ts'

/** A real hall server in a process of its own. */
export type ServerProcess = {
  port: number
  url: string
  pid: number
  /** From the start of the process to its word that it listens, ms. */
  startMs: number
  /** What it logged of late. */
  log: () => string
  /** SIGKILL, and waits until it is gone. */
  kill: () => Promise<void>
  /** SIGTERM, and waits until it has closed its files. Throws when it does not end well. */
  stop: () => Promise<void>
}

export type ServerStart = {
  configFile: string
  dataFolder: string
  /** Default 0: any free one. */
  port?: number
  /** Serves the built pages too. Default false. */
  pages?: boolean
  /** Address of its region's hub. Default: none. */
  hub?: string
  /** File of the systems to pay by. Default: what the hall's file says. */
  paymentSystems?: string
  /** Hashes passwords at a cost for tests: a sixth of a second less for each, five of them at a first start. Default false. */
  quickHashes?: boolean
  /** On top of our own environment. */
  env?: Record<string, string>
  /** Kills it so long after its start, whatever it is doing then; the start is answered with null. */
  killAfterMs?: number
  /** Gets what it complains of. Default: our stderr. */
  complain?: (line: string) => void
}

const toStderr = (line: string): void => void process.stderr.write(`hall server: ${line}\n`)

export function startServer(start: ServerStart & { killAfterMs: number }): Promise<ServerProcess | null>
export function startServer(start: ServerStart): Promise<ServerProcess>
export async function startServer(start: ServerStart): Promise<ServerProcess | null> {
  const {
    configFile,
    dataFolder,
    port = 0,
    pages = false,
    hub,
    paymentSystems,
    quickHashes = false,
    env = {},
    killAfterMs,
    complain = toStderr,
  } = start
  const began = performance.now()
  // BENCH_NODE_ARGS="--cpu-prof --cpu-prof-dir=…" looks into the server.
  const nodeArgs = process.env['BENCH_NODE_ARGS']?.split(' ') ?? []
  const server = startProgram({
    name: 'the hall server',
    args: [
      ...nodeArgs,
      inRoot(quickHashes ? 'hall-server/test/program.ts' : 'hall-server/src/main.ts'),
      ...['--config', configFile, '--data', dataFolder, '--port', String(port)],
      ...(pages ? [] : ['--no-pages']),
      ...(paymentSystems === undefined ? [] : ['--payment-systems', paymentSystems]),
      ...(hub === undefined ? [] : ['--hub', hub]),
    ],
    env,
    hear: (line) => {
      if (!line.includes('"level":"info"') && !line.startsWith('{"listening"')) complain(line)
    },
  })
  const listening = server.next(lineWith('listening'))
  const isCut = killAfterMs !== undefined
  if (isCut) setTimeout(() => void server.end('SIGKILL'), killAfterMs)
  const ready = await (isCut ? listening.catch(() => null) : listening)
  if (ready === null) return null
  const { pid, log } = server
  return {
    pid,
    log,
    port: Number(ready['listening']),
    url: `http://127.0.0.1:${Number(ready['listening'])}`,
    startMs: performance.now() - began,
    kill: async () => void (await server.end('SIGKILL')),
    stop: async () => {
      const code = await server.end()
      if (code !== 0) throw new Error(`the hall server ended with ${code}`)
    },
  }
}
