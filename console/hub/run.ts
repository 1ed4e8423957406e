import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError, createLog, exitOnUnhandled, reasonOf, reportNotStarted } from '@service-hall/server-kit'
import { builtPages, isHostName } from '@service-hall/server-kit/http'
import { readOidcFile } from './access/oidc/settings.ts'
import { readNoticesFile } from './notice/settings.ts'
import { startHub } from './hub.ts'

const USAGE = `node console/hub/main.ts [--data DIR] [--port 8090] [--host 127.0.0.1] [--database postgres://…] [--redis redis://…] [--allow-host NAME]… [--behind-proxy] [--no-pages] [--oidc FILE] [--notices FILE]

The hub of a region. Without --database it keeps everything in DIR. The first administrator's password lies in
DIR/first-sign-in.txt until it was changed. --oidc: sign-in by the company's identity provider, see docs/region.md.
--notices: gateways of mail and short messages, see there.`

/** How long an orderly stop may take, ms. */
const STOP_MS = 20_000
/** What was begun of a start that failed is ended by then, ms. */
const NOT_STARTED_MS = 2_000

/** The hub as a program: starts, says where, stops on SIGINT or SIGTERM. */
export async function run(argv: string[]): Promise<void> {
  const values = readArguments(argv)
  if (!values) return
  process.umask(0o077)
  const log = createLog()
  exitOnUnhandled(log)
  try {
    const hub = await startHub({
      database: values.database,
      redis: redisOf(values),
      dataFolder: values.data,
      port: portOf(values.port),
      host: values.host,
      behindProxy: values['behind-proxy'],
      hostNames: values['allow-host'].map(hostNameOf),
      pages: values['no-pages'] ? null : builtPages(join(import.meta.dirname, '../dist')),
      oidc: values.oidc === undefined ? undefined : await readOidcFile(values.oidc),
      notices: values.notices === undefined ? undefined : await readNoticesFile(values.notices),
      log,
    })
    process.stdout.write(`${JSON.stringify({ listening: hub.port })}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        // What was acknowledged is on disk already; a peer that will not let go must not keep the program.
        setTimeout(() => {
          log.error('hub.stopForced', 'connections stayed open', { afterMs: STOP_MS })
          process.exit(1)
        }, STOP_MS).unref()
        hub.close().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error('hub.stopFailed', error)
            process.exit(1)
          },
        )
      })
  } catch (error) {
    reportNotStarted(log, 'hub.notStarted', error)
    process.exitCode = 1
    setTimeout(() => process.exit(1), NOT_STARTED_MS).unref() // whatever of the start still holds the program
  }
}

/** Null when there is nothing to start, which is said. */
function readArguments(argv: string[]): ReturnType<typeof parse> | null {
  try {
    const values = parse(argv)
    if (!values.help) return values
    process.stdout.write(`${USAGE}\n`)
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n\n${USAGE}\n`)
    process.exitCode = 2
  }
  return null
}

function parse(argv: string[]) {
  return parseArgs({
    args: argv,
    options: {
      database: { type: 'string' },
      redis: { type: 'string' },
      data: { type: 'string', default: 'data/hub' },
      port: { type: 'string', default: '8090' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      oidc: { type: 'string' },
      notices: { type: 'string' },
      'behind-proxy': { type: 'boolean', default: false },
      'no-pages': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values
}

/** Only nodes that share a database have anything to tell each other. */
function redisOf({ redis, database }: { redis?: string; database?: string }): string | undefined {
  if (redis === undefined) return undefined
  if (!/^rediss?:\/\/\S+$/.test(redis) || !URL.canParse(redis))
    throw new StartError('redis.noAddress', '--redis')
  if (!/^postgres(ql)?:/.test(database ?? '')) throw new StartError('redis.withoutPostgres', '--redis')
  return redis
}

function hostNameOf(text: string): string {
  if (!isHostName(text)) throw new StartError('host.noName', `--allow-host ${text}`)
  return text
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new StartError('port.noPort', `--port ${text}`)
  return Number(text)
}
