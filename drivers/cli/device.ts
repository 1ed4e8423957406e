// Devices from the command line: npm run device -- list | watch | test | print | read-card | show | ask-rating …
import { parseArgs } from 'node:util'
import { deviceKinds } from '../src/device/kinds.ts'
import { OPERATION_NAMES } from '../src/host/operations.ts'
import { askRating } from './commands/ask-rating.ts'
import { operate } from './commands/operate.ts'
import { cash } from './commands/cash.ts'
import { list } from './commands/list.ts'
import { print } from './commands/print.ts'
import { readCard } from './commands/read-card.ts'
import { scan } from './commands/scan.ts'
import { show } from './commands/show.ts'
import { test } from './commands/test.ts'
import { watch } from './commands/watch.ts'
import { UsageError, devicesOf } from './session.ts'
import type { Session } from './session.ts'

const commands: Readonly<Record<string, (session: Session) => Promise<number>>> = {
  list,
  watch,
  test,
  print,
  'read-card': readCard,
  show,
  'ask-rating': askRating,
  cash,
  scan,
  do: operate,
}

const usage = `npm run device -- COMMAND [arguments] [options]

  list                   how every device is: state, paper, error and what to do (--ports: serial ports instead)
  watch [NAME]           statuses, events and facts as they come; people masked
  test [NAME]            self-test; exit code 0 when it is well
  print FILE [--to NAME] prints a document (YAML or JSON, see docs/devices.md) or a text, and tells the outcome
  read-card [NAME]       reads one identity card (masked), or a chip card: ATR, and what a meter card says
  cash [NAME] [--stack]  takes one note into escrow and gives it back, or stacks it; or one coin
  scan [NAME]            lights a scanner and tells one code
  show NAME TEXT         shows a text on a counter display, an LED bar or a call pad
  ask-rating [NAME]      asks for a rating and tells the level
  do NAME OPERATION      what an operator does:
                         ${OPERATION_NAMES.join(', ')}

Options
  --devices FILE             the devices, YAML or JSON; default devices.yaml
  --device KIND:PROFILE@URL  a device without a file, called after its kind; may be given again, such as
                             printer:epson@serial:/dev/ttyUSB0 or printer:epson@tcp://192.168.1.9:9100
  --for SECONDS              how long to wait, to print, or to watch
  --width 58|80              width of the paper for a plain text, mm; default 80
  --json                     one JSON object a line
  --help

NAME may be left out where only one device fits. Exit codes: 0 well, 1 not well, 2 wrong usage.

Kinds and their profiles
${Object.entries(deviceKinds)
  .map(([kind, { profiles }]) => `  ${kind.padEnd(16)}${profiles.join(', ')}`)
  .join('\n')}`

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())
process.exitCode = await main()
// A serial port being opened can hold the process; everything of ours is stopped.
process.exit()

async function main(): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        devices: { type: 'string' },
        device: { type: 'string', multiple: true, default: [] },
        to: { type: 'string' },
        width: { type: 'string' },
        for: { type: 'string' },
        stack: { type: 'boolean', default: false },
        ports: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const [name = '', ...args] = positionals
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (values.help || !command) {
      console.log(usage)
      return values.help ? 0 : 2
    }
    if (values.for !== undefined && !(Number(values.for) > 0)) throw new UsageError('--for wants seconds.')
    const { device, ...rest } = values
    const tell = (object: unknown, text: string) => console.log(values.json ? JSON.stringify(object) : text)
    const devices = values.ports ? [] : devicesOf(values.devices, device)
    return await command({ devices, args, values: rest, signal: stop.signal, tell })
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TypeError && 'code' in error)) throw error
    console.error(error.message)
    return 2
  }
}
