// An identity card reader: node id-reader.ts --listen tcp://127.0.0.1:9104 --profile sdtSam|sdtSam-steady --control 9204
// Requests: {"insert":{"name":"张测试","birth":"19900307"}} lays a card there, what is not given being invented,
//   {"insert":{},"forMs":2000} for so long, {"remove":true}, {"get":"state"}
// Faults: nak, commandError, strayPreamble, selfTestFailed, findFail, selectFail, authFail, samAuthFail, readFail, noType,
//   noData, notAuthorised (times=)
import { numbersFrom } from '@service-hall/harness/random'
import { recordOf } from './id-reader/card.ts'
import type { CardFields } from './id-reader/card.ts'
import { RequestInput } from './id-reader/frame.ts'
import { SecurityModule } from './id-reader/module.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

const options = readOptions(process.argv.slice(2), 'sdtSam')
if (!['sdtSam', 'sdtSam-steady'].includes(options.profile))
  throw new Error(`unknown profile ${options.profile}`)

/** Silence after which an unfinished request is given up, ms. */
const GAP_MS = 50

const input = new RequestInput()
let gap: NodeJS.Timeout | undefined
const line = new SimulatedLine(
  (bytes) => {
    clearTimeout(gap)
    gap = setTimeout(() => input.forget(), GAP_MS)
    for (const request of input.take(bytes)) module.hear(request)
  },
  options.seed,
  { badCheck, overLong, strayPreamble },
)
const module = new SecurityModule({
  steady: options.profile === 'sdtSam-steady',
  stepMs: options.stepMs,
  random: numbersFrom(options.seed),
  send: (frame) => line.send(frame),
})
let lifting: NodeJS.Timeout | undefined

function badCheck(frame: Uint8Array): Uint8Array {
  return frame.with(-1, (frame.at(-1) ?? 0) ^ 0x55)
}

/** Claims more bytes than come. */
function overLong(frame: Uint8Array): Uint8Array {
  return frame.with(5, 0x7f)
}

/** A byte slips into the preamble, as seen on real readers. */
function strayPreamble(frame: Uint8Array): Uint8Array {
  return Buffer.concat([frame.subarray(0, 1), Buffer.of(0), frame.subarray(1)])
}

function control(request: Record<string, unknown>): unknown {
  if (typeof request['insert'] === 'object' && request['insert'])
    return insert(request['insert'], request['forMs'])
  if (request['remove'] === true) return remove()
  if (request['get'] === 'state') {
    const { reads, finds, holdsCard } = module
    return {
      bytesIn: line.bytesIn,
      bytesOut: line.bytesOut,
      connections: line.connections,
      reads,
      finds,
      holdsCard,
    }
  }
  throw new Error('expected fault, insert, remove or get')
}

/** Puts a card on the reader, in the place of one that lies there; for `forMs` milliseconds if that is given. */
function insert(fields: CardFields, forMs: unknown): void {
  remove()
  module.insert(recordOf(fields))
  if (typeof forMs === 'number') lifting = setTimeout(remove, forMs)
}

function remove(): void {
  clearTimeout(lifting)
  module.remove()
}

await run(options, {
  line,
  fault: (name, { times }) => module.fault(name, typeof times === 'number' ? times : undefined),
  control,
  stop() {
    clearTimeout(gap)
    clearTimeout(lifting)
    module.stop()
  },
})
