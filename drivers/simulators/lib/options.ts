import { parseArgs } from 'node:util'

/** What every simulator is started with. */
export type Options = {
  host: string
  port: number
  controlPort: number
  profile: string
  /** Milliseconds that one printed line, or the like, takes. */
  stepMs: number
  seed: number
  autoRate: boolean
}

/** Reads `--listen tcp://host:port --control port --profile name --step-ms n --seed n --auto-rate`. */
export function readOptions(argv: string[], defaultProfile: string): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      listen: { type: 'string', default: 'tcp://127.0.0.1:0' },
      control: { type: 'string', default: '0' },
      profile: { type: 'string', default: defaultProfile },
      'step-ms': { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      'auto-rate': { type: 'boolean', default: false },
    },
  })
  const address = new URL(values.listen.replace(/^tcp:/, 'http:'))
  return {
    host: address.hostname,
    port: Number(/:(\d+)\/?$/.exec(values.listen)?.[1] ?? 0),
    controlPort: Number(values.control),
    profile: values.profile,
    stepMs: Number(values['step-ms']),
    seed: Number(values.seed),
    autoRate: values['auto-rate'],
  }
}
