// A cash acceptor on a TCP port: node cash-acceptor.ts --listen tcp://127.0.0.1:9106 --control 9206
//   --profile id003|ssp|ssp-plain|ccnet|cctalkBill|cctalkCoin|cctalkCoin-noEcho|cctalkBill-crc16|cctalkCoin-crc16
//   [--step-ms n: 100 n ms a move of a note]
// Two on one ccTalk line: --profile cctalkBill,cctalkCoin; a request or fault with "profile" means that one, without it
// the first.
// Requests, in fen: {"feed":2000} a note, with "spoilt":true one that nothing can read, {"coin":100}, {"pull":true} pulls a note out, {"clearJam":"box"} or "mouth",
//   {"powerCycle":300} off for so many ms, {"set":{"escrowMs":5000}}, {"get":"state"}
// Faults: jam, boxFull, boxOut, cheat, failure, powerCut; what jammed, cheated or failed waits for RESET when it is cured
//   (ID-003, CCNET)
import { seat } from './cash/seat.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

const options = readOptions(process.argv.slice(2), 'id003')
const seats = options.profile.split(',').map((profile) => seat(profile, options.stepMs * 100))
const [first] = seats
if (!first) throw new Error('no profile')
/** Silence after which a frame is over, whole or not. */
const GAP_MS = 50
let heardAt = 0
const line = new SimulatedLine(
  (bytes) => {
    const wasSilent = performance.now() - heardAt > GAP_MS
    heardAt = performance.now()
    for (const one of seats) {
      if (wasSilent) one.face.forget()
      one.face.tick(heardAt)
      for (const { answer, lateMs } of one.hear(bytes))
        if (lateMs > 0) setTimeout(() => line.send(answer), lateMs)
        else line.send(answer)
    }
  },
  options.seed,
  seats.length === 1 ? first.face.spoilers : {},
)
const tick = () => seats.forEach(({ face }) => face.tick(performance.now()))
const ticking = setInterval(tick, 5)

function meant({ profile }: Record<string, unknown>) {
  const one = profile === undefined ? first : seats.find((any) => any.profile === profile)
  if (!one) throw new Error(`no ${String(profile)} here`)
  return one
}

await run(options, {
  line,
  fault: (name, request) =>
    name === null ? seats.every((one) => one.fault(null)) : meant(request).fault(name),
  control(request) {
    tick()
    const one = meant(request)
    if (request['get'] !== 'state') return one.control(request)
    const { bytesIn, bytesOut, connections } = line
    return { ...one.state, bytesIn, bytesOut, connections }
  },
  stop: () => clearInterval(ticking),
})
