// Rating keys that send one byte a press: node rating-keypad.ts --listen tcp://127.0.0.1:9105 --control 9205
// Requests: {"press":49} a key by its byte, {"press":49,"times":5,"everyMs":50} one that bounces or repeats, {"get":"state"}
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

const options = readOptions(process.argv.slice(2), 'keypad')
const timers = new Set<NodeJS.Timeout>()
let heard = 0
const line = new SimulatedLine((bytes) => (heard += bytes.length), options.seed)

function control(request: Record<string, unknown>): unknown {
  const { press, times = 1, everyMs = 50 } = request
  if (typeof press === 'number' && typeof times === 'number' && typeof everyMs === 'number')
    return pressKey(press, times, everyMs)
  if (request['get'] === 'state') return { heard, connections: line.connections }
  throw new Error('expected fault, press or get')
}

/** The first byte at once; the rest as the key bounces or repeats. */
function pressKey(byte: number, times: number, everyMs: number): void {
  line.send(Uint8Array.of(byte))
  for (let more = 1; more < times; more += 1) {
    const timer = setTimeout(() => {
      timers.delete(timer)
      line.send(Uint8Array.of(byte))
    }, more * everyMs)
    timers.add(timer)
  }
}

await run(options, {
  line,
  fault: (name) => name === null,
  control,
  stop: () => timers.forEach((timer) => clearTimeout(timer)),
})
