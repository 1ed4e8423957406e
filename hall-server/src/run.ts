import { parseArgs } from 'node:util'
import { StartError, createLog, exitOnUnhandled, reasonOf, reportNotStarted } from '@service-hall/server-kit'
import { isHostName } from '@service-hall/server-kit/http'
import { HallFileError } from './configuration/read-hall-file.ts'
import { startHallServer } from './server.ts'

const USAGE = `node hall-server/src/main.ts --config FILE [--data DIR] [--port 8080] [--host 127.0.0.1] [--allow-host NAME]… [--behind-proxy] [--no-pages] [--hub URL]`

/** How long an orderly stop may take, ms: well above what a snapshot of a full hall takes on a loaded machine. */
const STOP_MS = 20_000

/** The hall server as a program: starts, says where, stops on SIGINT or SIGTERM. */
export async function run(argv: string[]): Promise<void> {
  const values = readArguments(argv)
  if (!values) return
  if (!values.config) {
    process.stderr.write(`${USAGE}\n`)
    process.exitCode = 2
    return
  }
  process.umask(0o077)
  const log = createLog()
  exitOnUnhandled(log)
  try {
    const server = await startHallServer({
      configFile: values.config,
      dataFolder: values.data,
      port: portOf(values.port),
      host: values.host,
      pages: !values['no-pages'],
      behindProxy: values['behind-proxy'],
      hub: values.hub === undefined ? undefined : hubOf(values.hub),
      hostNames: values['allow-host'].map(hostNameOf),
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
    else reportNotStarted(log, 'server.notStarted', error)
    process.exitCode = 1
    setTimeout(() => process.exit(1), STOP_MS).unref() // whatever of the start still holds the program
  }
}

type Arguments = ReturnType<typeof parse>

/** Null when they are none that we know, which is said. */
function readArguments(argv: string[]): Arguments | null {
  try {
    return parse(argv)
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n\n${USAGE}\n`)
    process.exitCode = 2
    return null
  }
}

function parse(argv: string[]) {
  return parseArgs({
    args: argv,
    options: {
      config: { type: 'string' },
      data: { type: 'string', default: 'data/hall' },
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'behind-proxy': { type: 'boolean', default: false },
      'no-pages': { type: 'boolean', default: false },
      hub: { type: 'string' },
    },
  }).values
}

function hostNameOf(text: string): string {
  if (!isHostName(text)) throw new StartError('host.noName', `--allow-host ${text}`)
  return text
}

function hubOf(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text))
    throw new StartError('hub.noAddress', `--hub ${text}`)
  return text
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new StartError('port.noPort', `--port ${text}`)
  return Number(text)
}
