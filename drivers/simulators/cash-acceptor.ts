// A cash acceptor on a TCP port: node cash-acceptor.ts --listen tcp://127.0.0.1:9106 --control 9206
//   --profile id003|ssp|ssp-plain|ccnet|cctalkBill|cctalkCoin|cctalkCoin-noEcho [--step-ms n: 100 n ms a move of a note]
import { usualTimes } from './cash/face.ts'
import { faces } from './cash/faces.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

const options = readOptions(process.argv.slice(2), 'id003')
const make = faces[options.profile]
if (!make) throw new Error(`unknown profile ${options.profile}`)
const times = { ...usualTimes, moveMs: options.stepMs * 100 }
const face = make(times)
const { path } = face
/** Silence after which a frame is over, whole or not. */
const gapMs = 50
let heardAt = 0
const line = new SimulatedLine(
  (bytes) => {
    if (performance.now() - heardAt > gapMs) face.forget()
    heardAt = performance.now()
    face.tick(heardAt)
    for (const answer of face.hear(bytes)) line.send(answer)
  },
  options.seed,
  face.spoilers,
)
const ticking = setInterval(() => face.tick(performance.now()), 5)
const usualOffMs = 300

function fault(name: string | null): boolean {
  const own = name ?? 'none'
  if (!['none', 'jam', 'boxFull', 'boxOut', 'cheat', 'powerCut'].includes(own)) return false
  path.jammed = own === 'jam'
  path.boxFull = own === 'boxFull'
  path.boxOut = own === 'boxOut'
  face.cheat(own === 'cheat')
  if (own === 'powerCut') face.powerOff()
  else if (!path.powered) face.powerOn()
  return true
}

function control(request: Record<string, unknown>): unknown {
  face.tick(performance.now())
  const { feed, coin, set, powerCycle, clearJam } = request
  const fen = typeof feed === 'number' ? feed : coin
  if (typeof fen === 'number') {
    if (!path.feed(fen)) throw new Error('the mouth is shut')
    return null
  }
  if (powerCycle !== undefined) {
    face.powerOff()
    setTimeout(() => face.powerOn(), typeof powerCycle === 'number' ? powerCycle : usualOffMs)
    return path.found
  }
  if (clearJam === 'box' || clearJam === 'mouth') return path.clearJam(clearJam)
  if (request['pull'] === true) return path.pull()
  if (typeof set === 'object' && set !== null) return Object.assign(times, set)
  if (request['get'] === 'state') {
    const place = path.note?.place ?? null
    const { bytesIn, bytesOut, connections } = line
    return { box: path.box, returned: path.returned, place, ...face.state, bytesIn, bytesOut, connections }
  }
  throw new Error('expected fault, feed, coin, powerCycle, clearJam, pull, set or get')
}

await run(options, { line, fault, control, stop: () => clearInterval(ticking) })
