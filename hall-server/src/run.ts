import { parseArgs } from 'node:util'
import { createLog, exitOnUnhandled } from '@service-hall/server-kit'
import { HallFileError } from './configuration/read-hall-file.ts'
import { startHallServer } from './server.ts'

const USAGE = `node hall-server/src/main.ts --config FILE [--data DIR] [--port 8080] [--host 127.0.0.1] [--behind-proxy] [--no-pages]`

/** How long an orderly stop may take, ms: well above what a snapshot of a full hall takes on a loaded machine. */
const STOP_MS = 20_000

/** The hall server as a program: starts, says where, stops on SIGINT or SIGTERM. */
export async function run(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      config: { type: 'string' },
      data: { type: 'string', default: 'data/hall' },
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      'behind-proxy': { type: 'boolean', default: false },
      'no-pages': { type: 'boolean', default: false },
    },
  })
  if (!values.config) {
    process.stderr.write(`${USAGE}\n`)
    process.exitCode = 2
    return
  }
  const log = createLog()
  exitOnUnhandled(log)
  try {
    const server = await startHallServer({
      configFile: values.config,
      dataFolder: values.data,
      port: Number(values.port),
      host: values.host,
      pages: !values['no-pages'],
      behindProxy: values['behind-proxy'],
    })
    process.stdout.write(`${JSON.stringify({ listening: server.port })}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        // What was acknowledged is on disk already; a peer that will not let go must not keep the program.
        setTimeout(() => {
          log.error('server.stopForced', 'connections stayed open', { afterMs: STOP_MS })
          process.exit(1)
        }, STOP_MS).unref()
        server.close().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error('server.stopFailed', error)
            process.exit(1)
          },
        )
      })
    }
  } catch (error) {
    if (error instanceof HallFileError) process.stderr.write(`${error.message}\n`)
    else log.error('server.notStarted', error)
    process.exitCode = 1
  }
}
