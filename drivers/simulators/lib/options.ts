import { parseArgs } from 'node:util'
import { readLink } from './link.ts'
import type { LinkPlace } from './link.ts'
import { readFault, readScript } from './script.ts'
import type { Request, ScriptStep } from './script.ts'

/** What every simulator is started with. */
export type Options = {
  link: LinkPlace
  controlPort: number
  profile: string
  /** Milliseconds that one printed line, or the like, takes. */
  stepMs: number
  seed: number
  autoRate: boolean
  /** Faults from the start. */
  faults: readonly Request[]
  /** What happens later by itself. */
  script: readonly ScriptStep[]
  /** Whether a person looks on: prints what happens and takes requests from standard input. */
  console: boolean
  /** Whether the bytes on the line are printed too. */
  traffic: boolean
}

/** Options of every simulator, for a usage text. */
export const OPTIONS_HELP = `  --link PLACE     pty:/path (needs socat), tcp:port or tcp://host:port; default a free TCP port
  --profile NAME   the dialect it speaks
  --fault NAME[,key=value…]   a fault from the start, such as late,ms=500,times=2; may be given again
  --script FILE    timed faults and requests, a list in YAML or JSON
  --control PORT   TCP port of the control channel; default a free one
  --step-ms N      milliseconds that a printed line, or the like, takes (1)
  --seed N         of its randomness (1)
  --auto-rate      rating pads: press keys as customers do
  --console        print what happens and take requests from standard input
  --quiet          with --console: do not print the bytes on the line`

/** Reads the options of every simulator. `--listen` is another word for `--link`. */
export function readOptions(argv: string[], defaultProfile: string): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      link: { type: 'string' },
      listen: { type: 'string', default: 'tcp://127.0.0.1:0' },
      control: { type: 'string', default: '0' },
      profile: { type: 'string', default: defaultProfile },
      'step-ms': { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      'auto-rate': { type: 'boolean', default: false },
      fault: { type: 'string', multiple: true, default: [] },
      script: { type: 'string' },
      console: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  })
  return {
    link: readLink(values.link ?? values.listen),
    controlPort: Number(values.control),
    profile: values.profile,
    stepMs: Number(values['step-ms']),
    seed: Number(values.seed),
    autoRate: values['auto-rate'],
    faults: values.fault.map(readFault),
    script: values.script === undefined ? [] : readScript(values.script),
    console: values.console,
    traffic: !values.quiet,
  }
}
