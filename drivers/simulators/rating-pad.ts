// A rating pad on a TCP port: node rating-pad.ts --listen tcp://127.0.0.1:9102 --control 9202 [--auto-rate]
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { seeded } from './lib/random.ts'
import { run } from './lib/run.ts'
import { FrameInput } from './rating-pad/frame.ts'
import { Pad } from './rating-pad/pad.ts'

const options = readOptions(process.argv.slice(2), 'own')
const random = seeded(options.seed)
const input = new FrameInput()
const line = new SimulatedLine((bytes) => {
  for (const frame of input.take(bytes)) pad.hear(frame)
}, options.seed)
const pad = new Pad((bytes) => line.send(bytes), rateSoon)

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
  if (request['get'] === 'invitation') return pad.open ?? null
  if (request['get'] === 'welcomed') return pad.staff
  if (request['get'] === 'state') return { bytesIn: line.bytesIn, connections: line.connections }
  throw new Error('expected fault, press, get or wait')
}

await run(options, { line, fault: (name) => name === null, control, stop: () => pad.stop() })
