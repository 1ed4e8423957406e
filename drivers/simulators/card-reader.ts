// A motor card reader on a TCP port: node card-reader.ts --listen tcp://127.0.0.1:9104 --profile crt310|crt571|crt571-3|crt571-3+5|sankyo
// Numbers are addresses of units on one line; requests are for the first, or for that of their "unit".
// Requests: {"do":"insert","card":"meter"} puts a card into the open entry: cpu, cpuT1, meter, sle4442 or magnetic,
//   with "size":"long" or "short", a meter with "content" and "serial", or "card":"same" (before=): the one taken out last, or before so many others; {"do":"put","card":"cpu","place":"gate"} lies there, or inside, without having come in;
//   {"do":"take"} takes it out of the gate, {"do":"pull"} out of the reader by force; {"get":"state"};
//   {"get":"meterCard"}: amountFen, count and isReturned of the card inside, or taken out last
// Faults: jam, sensor, motor, captureFull, stackerEmpty, stackerLow, muteChip, oddStays (what is too long or short goes
//   out by the rear only); powerCycle (ms=): its own power fails, the line stays; shutEntry (of=):
//   the same, shown by these commands only; of the talk (times=, of=command in
//   hexadecimal): nak, lost, lostAck, lostAnswer, lostHostAck, badCheck, overLong, slow (ms=), tracks,
//   swappedLetters, letterE, notReset; of the chip of the card inside, or taken out last: mute, wrongMac, tear (at=commands
//   from now on, when=before|after|during, bytes=), wellAgain
import { cardOf, meterCardOf } from './card-reader/cards.ts'
import { crt310 } from './card-reader/crt310.ts'
import { crt571 } from './card-reader/crt571.ts'
import { sankyo } from './card-reader/sankyo.ts'
import { Unit } from './card-reader/unit.ts'
import type { Family } from './card-reader/unit.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

const families: Readonly<Record<string, Family>> = { crt310, crt571, sankyo }
const options = readOptions(process.argv.slice(2), 'crt310')
const [name = '', addresses = '0'] = options.profile.split(/[-@]/)
const family = families[name]
if (!family) throw new Error(`unknown profile ${options.profile}`)

const line = new SimulatedLine((bytes) => units.forEach((unit) => unit.receive(bytes)), options.seed)
const units = new Map(
  addresses.split('+').map((address) => [Number(address), newUnit(family, Number(address))] as const),
)

function newUnit(its: Family, address: number): Unit {
  return new Unit(its, address, options.stepMs, (bytes) => line.send(bytes))
}

function unitOf(request: Record<string, unknown>): Unit {
  const [first] = units.values()
  const unit = typeof request['unit'] === 'number' ? units.get(request['unit']) : first
  if (!unit) throw new Error('no such unit')
  return unit
}

/** Faults of the reader: jam, sensor, motor, captureFull, stackerEmpty, stackerLow, muteChip, oddStays, powerCycle, shutEntry, and the mishaps of its talk. */
function fault(wanted: string | null, request: Record<string, unknown>): boolean {
  const { mechanics, mishaps } = unitOf(request)
  switch (wanted) {
    case null:
      for (const unit of units.values()) unit.cure()
      return true
    case 'jam':
    case 'sensor':
    case 'motor':
      mechanics.fault = wanted
      return true
    case 'captureFull':
      mechanics.binFull = true
      return true
    case 'stackerEmpty':
    case 'stackerLow':
      mechanics.stacker = wanted === 'stackerEmpty' ? 'empty' : 'few'
      return true
    case 'muteChip':
      mechanics.mute = true
      return true
    case 'powerCycle':
      unitOf(request).powerCycle(typeof request['ms'] === 'number' ? request['ms'] : 300)
      return true
    case 'shutEntry':
      mechanics.entryOpen = false
      mishaps.set('notReset', request)
      return true
    case 'mute':
    case 'wrongMac':
    case 'tear':
      return (mechanics.card ?? mechanics.out.at(-1))?.chip?.fault(wanted, request) ?? false
    case 'wellAgain':
      return (mechanics.card ?? mechanics.out.at(-1))?.chip?.fault(null) ?? false
    case 'oddStays':
      mechanics.oddStays = true
      return true
    default:
      if (!mishaps.knows(wanted)) return false
      mishaps.set(wanted, request)
      return true
  }
}

function control(request: Record<string, unknown>): unknown {
  const unit = unitOf(request)
  const { mechanics } = unit
  switch (request['do']) {
    case 'insert':
      return mechanics.insert(cardOf(request, mechanics.out))
    case 'put':
      return mechanics.put(cardOf(request, mechanics.out), request['place'] === 'gate' ? 'gate' : 'inside')
    case 'take':
      return mechanics.take()
    case 'pull':
      return mechanics.pull()
  }
  if (request['get'] === 'meterCard') return meterCardOf(mechanics.card ?? mechanics.out.at(-1))
  if (request['get'] !== 'state') throw new Error('expected fault, get or do')
  const { card, place, entryOpen, powered, captured, dropped, moves } = mechanics
  return {
    card: card?.kind ?? null,
    triesLeft: card?.memory?.triesLeft ?? null,
    place,
    entryOpen,
    powered,
    captured,
    dropped,
    moves,
    done: unit.done,
    bytesIn: line.bytesIn,
    connections: line.connections,
  }
}

await run(options, { line, fault, control, stop: () => units.forEach((unit) => unit.stop()) })
