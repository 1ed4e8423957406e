// A chip card in a virtual PC/SC reader (vpcd of the vsmartcard project), which pcscd has as any other:
// node pcsc-card.ts --vpcd 127.0.0.1:35963 [--kind meterCard|plain] [--protocol T=0|T=1] [--control 9204] [--empty]
// Requests: {"insert":true} puts the card in, {"insert":{"kind":"plain"}} another one, {"remove":true} pulls it,
//   {"meter":{"meterNo":"…","customerNo":"…","count":1}} carries it to a meter, {"get":"wallet"}, {"get":"state"}
import { parseArgs } from 'node:util'
import { createChip } from './chip/chip.ts'
import type { ChipOptions } from './chip/chip.ts'
import { SimulatedMeter } from './chip/meter.ts'
import { openControl } from './lib/control.ts'
import { VirtualSlot } from './pcsc-card/virtual-slot.ts'

const { values } = parseArgs({
  options: {
    vpcd: { type: 'string', default: '127.0.0.1:35963' },
    control: { type: 'string', default: '0' },
    kind: { type: 'string', default: 'meterCard' },
    protocol: { type: 'string', default: 'T=0' },
    empty: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
})
const [host = '127.0.0.1', port = '35963'] = values.vpcd.split(':')
let chip = createChip(optionsOf(values))
const slot = new VirtualSlot(host, Number(port), () => chip)

/**
 * `{"insert":{…}}` puts a card in: the one from before, or with options (as of `createChip`) a new one. `{"remove":true}`
 * pulls it. `{"meter":{"meterNo","customerNo","count"}}` carries it to a meter. `{"get":"wallet"}` looks into the chip.
 */
async function control(request: Record<string, unknown>): Promise<unknown> {
  if ('fault' in request) return setFault(request)
  if (request['insert']) {
    if (typeof request['insert'] === 'object')
      chip = createChip(optionsOf({ ...values, ...request['insert'] }))
    return slot.insert()
  }
  if (request['remove']) return slot.remove()
  if (request['get'] === 'wallet') return Buffer.from(chip.files.get(2) ?? []).toString('hex')
  if (request['get'] === 'state') return { inserted: slot.inserted, apdus: slot.apdus }
  if (isMeter(request['meter'])) {
    const { meterNo, customerNo, count } = request['meter']
    const meter = new SimulatedMeter(meterNo, customerNo, count)
    return { verdict: meter.insert(chip), creditedFen: meter.creditedFen }
  }
  throw new Error('expected fault, insert, remove, get or meter')
}

async function setFault({ fault, ...details }: Record<string, unknown>): Promise<void> {
  if (fault === 'pullOut') return slot.pullAfter(Number(details['at'] ?? 0))
  if ((fault !== null && typeof fault !== 'string') || !chip.fault(fault, details)) {
    throw new Error(`unknown fault ${JSON.stringify(fault)}`)
  }
}

function optionsOf(wanted: Record<string, unknown>): ChipOptions {
  const protocol = wanted['protocol'] === 'T=1' ? 'T=1' : 'T=0'
  return wanted['kind'] === 'plain' ? { kind: 'plain', protocol } : { ...wanted, kind: 'meterCard', protocol }
}

type MeterFacts = { meterNo: string; customerNo: string; count: number }
function isMeter(value: unknown): value is MeterFacts {
  return typeof value === 'object' && value !== null && 'meterNo' in value && 'count' in value
}

if (!values.empty) await slot.insert()
const channel = await openControl(Number(values.control), control)
const end = () => {
  void Promise.all([slot.remove(), channel.close()]).then(() => process.exit(0))
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.stdout.write(`${JSON.stringify({ listening: Number(port), control: channel.port })}\n`)
