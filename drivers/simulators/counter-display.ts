// An LED display on a TCP port: node counter-display.ts --listen tcp://127.0.0.1:9103 --profile digits4|colour|text
// Requests: {"get":"shown"}, {"wait":"shown"} the next content, {"get":"state"}
import { decoders } from './counter-display/decode.ts'
import type { Content } from './counter-display/decode.ts'
import { History } from './lib/history.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

const options = readOptions(process.argv.slice(2), 'text')
// A display at any address: what it is told of its own is not needed.
const [profile = ''] = options.profile.split('@')
const decode = decoders[profile]
if (!decode) throw new Error(`unknown profile ${options.profile}`)

const shown = new History<Content>()
let held = Buffer.alloc(0)
const line = new SimulatedLine(receive, options.seed)

function receive(bytes: Uint8Array): void {
  held = Buffer.concat([held, bytes])
  while (held.length > 0 && decode) {
    const look = decode(held)
    if (look === 'more') return
    if (look !== 'no') shown.add(look.content)
    held = held.subarray(look === 'no' ? 1 : look.length)
  }
}

function control(request: Record<string, unknown>, peer: object): unknown {
  if (request['wait'] === 'shown') return shown.next(peer)
  if (request['get'] === 'shown') return shown.all.at(-1) ?? null
  if (request['get'] === 'state') return { bytesIn: line.bytesIn, connections: line.connections }
  throw new Error('expected fault, get or wait')
}

await run(options, { line, fault: (name) => name === null, control })
