import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError, portOf, runProgram } from '@service-hall/server-kit'
import { builtPages, hostNameOf } from '@service-hall/server-kit/http'
import { readOidcFile } from './access/oidc/settings.ts'
import { readNoticesFile } from './notice/settings.ts'
import { startHub } from './hub.ts'
import type { HubOptions } from './hub.ts'

const USAGE = `node console/hub/main.ts [--data DIR] [--port 8090] [--host 127.0.0.1] [--database postgres://…] [--redis redis://…] [--allow-host NAME]… [--behind-proxy] [--no-pages] [--oidc FILE] [--notices FILE]

The hub of a region. Without --database it keeps everything in DIR. The first administrator's password lies in
DIR/first-sign-in.txt until it was changed. --oidc: sign-in by the company's identity provider, see docs/region.md.
--notices: gateways of mail and short messages, see there.`

/** The hub as a program. `own`: what no command line can set. */
export function run(argv: string[], own: Pick<HubOptions, 'hashCost'> = {}): Promise<void> {
  return runProgram(argv, {
    ...{ name: 'hub', usage: USAGE, parse },
    shows: ({ help }) => (help ? 'help' : null),
    start: async (values, log) =>
      startHub({
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
        ...own,
      }),
  })
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
