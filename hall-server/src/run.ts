import { parseArgs } from 'node:util'
import { StartError, portOf, runProgram } from '@service-hall/server-kit'
import { hostNameOf } from '@service-hall/server-kit/http'
import { HallFileError } from './configuration/read-hall-file.ts'
import { startHallServer } from './server.ts'
import type { ServerOptions } from './server.ts'

const USAGE = `node hall-server/src/main.ts --config FILE [--data DIR] [--port 8080] [--host 127.0.0.1] [--allow-host NAME]… [--behind-proxy] [--no-pages] [--hub URL] [--payment-systems FILE]`

/** The hall server as a program. `own`: what no command line can set. */
export function run(argv: string[], own: Pick<ServerOptions, 'hashCost'> = {}): Promise<void> {
  return runProgram(argv, {
    ...{ name: 'server', usage: USAGE, parse },
    shows: ({ config }) => (config ? null : 'missing'),
    start: ({ config = '', ...values }, log) =>
      startHallServer({
        configFile: config,
        dataFolder: values.data,
        port: portOf(values.port),
        host: values.host,
        pages: !values['no-pages'],
        behindProxy: values['behind-proxy'],
        hub: values.hub === undefined ? undefined : hubOf(values.hub),
        paymentSystems: values['payment-systems'],
        hostNames: values['allow-host'].map(hostNameOf),
        log,
        ...own,
      }),
    sentence: (error) => (error instanceof HallFileError ? error.message : null),
  })
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
      'payment-systems': { type: 'string' },
    },
  }).values
}

function hubOf(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text))
    throw new StartError('hub.noAddress', `--hub ${text}`)
  return text
}
