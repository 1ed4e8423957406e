// A rating pad on a TCP port: node rating-pad.ts --listen tcp://127.0.0.1:9102 --control 9202 [--auto-rate]
// Requests: {"press":5} a key for the open invitation, {"press":5,"sequence":7} for another, {"get":"invitation"},
//   {"wait":"invitation"} the next one, {"get":"invited","sequence":7} how often, {"get":"welcomed"}, {"get":"state"}
import { numbersFrom } from '@service-hall/harness/random'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'
import { FrameInput } from './rating-pad/frame.ts'
import { Pad } from './rating-pad/pad.ts'
import { padSpoilers } from './rating-pad/spoilers.ts'

/** Silence after which an unfinished frame is given up, ms. */
const GAP_MS = 100

const options = readOptions(process.argv.slice(2), 'own')
const random = numbersFrom(options.seed)
const input = new FrameInput()
let gap: NodeJS.Timeout | undefined
const line = new SimulatedLine(hear, options.seed, padSpoilers)
const pad = new Pad((bytes) => line.send(bytes), rateSoon)

function hear(bytes: Uint8Array): void {
  clearTimeout(gap)
  for (const frame of input.take(bytes)) pad.hear(frame)
  gap = setTimeout(() => input.clear(), GAP_MS)
}

/** Presses a key after some seconds, as customers do: mostly content, sometimes gone before they answer. */
function rateSoon(): void {
  if (!options.autoRate || random() < 0.15) return
  const level = [5, 5, 5, 5, 4, 4, 4, 3, 2, 1][Math.floor(random() * 10)] ?? 5
  setTimeout(() => pad.open && pad.press(level), 1_500 + random() * 4_000)
}

function control(request: Record<string, unknown>, peer: object): unknown {
  const { press, sequence } = request
  if (typeof press === 'number') return pad.press(press, typeof sequence === 'number' ? sequence : undefined)
  if (request['wait'] === 'invitation') return pad.invitations.next(peer)
  if (request['get'] === 'invited')
    return pad.invitations.all.filter((one) => one.sequence === sequence).length
  if (request['get'] === 'invitation') return pad.open ?? null
  if (request['get'] === 'welcomed') return pad.staff
  if (request['get'] === 'state') return { bytesIn: line.bytesIn, connections: line.connections }
  throw new Error('expected fault, press, get or wait')
}

await run(options, { line, fault: (name) => name === null, control, stop: () => pad.stop() })
