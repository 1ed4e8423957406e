// A service evaluator of JT/T 905: node jtt905-pad.ts --listen tcp://127.0.0.1:9106 --control 9206
// Requests: {"press":1} 满意 … {"press":4} 投诉, {"late":2} one for whoever was asked before, {"get":"state"}
import { Evaluator } from './jtt905-pad/pad.ts'
import { FrameInput } from './jtt905-pad/frame.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

/** Silence after which an unfinished frame is given up, ms. */
const GAP_MS = 100

const options = readOptions(process.argv.slice(2), 'jtt905')
const input = new FrameInput()
let gap: NodeJS.Timeout | undefined
const line = new SimulatedLine(receive, options.seed, { badCheck, overLong })
const pad = new Evaluator((bytes) => line.send(bytes))

function receive(bytes: Uint8Array): void {
  clearTimeout(gap)
  gap = setTimeout(() => input.forget(), GAP_MS)
  for (const frame of input.take(bytes)) pad.hear(frame)
}

function badCheck(frame: Uint8Array): Uint8Array {
  return frame.with(-3, (frame.at(-3) ?? 0) ^ 0x55)
}

function overLong(frame: Uint8Array): Uint8Array {
  return frame.with(2, 0x7f)
}

function control(request: Record<string, unknown>): unknown {
  const { press, late } = request
  if (typeof press === 'number') return pad.press(press)
  if (typeof late === 'number') return pad.tellLate(late)
  if (request['get'] === 'state')
    return { asked: pad.asked, isAsking: pad.isAsking, connections: line.connections }
  throw new Error('expected fault, press, late or get')
}

function fault(name: string | null, { times = Number.POSITIVE_INFINITY }: Record<string, unknown>): boolean {
  if (name === null) pad.refusals = 0
  else if (name === 'nak' && typeof times === 'number') pad.refusals = times
  else return false
  return true
}

await run(options, {
  line,
  fault,
  control,
  stop() {
    clearTimeout(gap)
    pad.stop()
  },
})
