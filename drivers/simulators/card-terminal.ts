// A bank card terminal on a TCP port: node card-terminal.ts --listen tcp://127.0.0.1:9110 --profile own --control 9210
// Profile own-new: no working key was ever put in. own: those of an earlier day.
// Cards: debit, credit, stripe (no chip), or {"pan","pin","expiry":"YYMM","sequence":"001" or null,"chip":true}.
// Requests: {"do":"insert","card":"debit"}, {"do":"swipe","card":…}, {"do":"tap","card":…}, {"do":"remove"},
//   {"do":"type","keys":"123456"}, {"do":"clear"}, {"do":"enter"}, {"do":"pin"} the card's own PIN and Enter,
//   {"do":"pin","keys":"000000"} another one, {"do":"cancel"}; {"ready":{"how":"tap","card":"debit"}} every reading is
//   done so by itself, its PIN too, until {"ready":null}; {"get":"reading"}, {"wait":"reading"} the next one,
//   {"get":"readings","sequence":7} or of an amount {"get":"readings","fen":100} how many, {"get":"screen"}, {"get":"keys"}
//   check values of the working keys, {"keys":{"pin":"…","track":"…"}} puts them in, {"master":"…"}; 32 hexadecimal digits.
// Faults: tamper (erases the keys), unreadable, refusedCard, chip, stripe, contactless, keypad, security, powerCycle (ms=)
import { cardOf, howOf } from './card-terminal/cards.ts'
import { FrameInput } from './card-terminal/frame.ts'
import { KeyStore } from './card-terminal/keys.ts'
import { terminalSpoilers } from './card-terminal/spoilers.ts'
import { Terminal } from './card-terminal/terminal.ts'
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'

/** Silence after which an unfinished frame is given up, ms. */
const GAP_MS = 100

const options = readOptions(process.argv.slice(2), 'own')
const isNew = options.profile === 'own-new'
if (options.profile !== 'own' && !isNew) throw new Error(`unknown profile ${options.profile}`)

const input = new FrameInput()
const keys = new KeyStore({ isNew })
let gap: NodeJS.Timeout | undefined
let powerless: NodeJS.Timeout | undefined
const line = new SimulatedLine(hear, options.seed, terminalSpoilers)
const terminal = new Terminal((bytes) => line.send(bytes), keys)

function hear(bytes: Uint8Array): void {
  if (powerless) return
  clearTimeout(gap)
  for (const frame of input.take(bytes)) terminal.hear(frame)
  gap = setTimeout(() => input.clear(), GAP_MS)
}

function fault(name: string | null, request: Record<string, unknown>): boolean {
  if (name !== 'powerCycle') return terminal.fault(name)
  terminal.forget()
  input.clear()
  const { ms } = request
  powerless = setTimeout(() => (powerless = undefined), typeof ms === 'number' ? ms : 500)
  return true
}

/** What hands do at it. */
function act(request: Record<string, unknown>): unknown {
  const { do: what, card, keys: typed } = request
  switch (what) {
    case 'insert':
    case 'swipe':
    case 'tap':
      return terminal.present(howOf(what), cardOf(card))
    case 'remove':
      return terminal.remove()
    case 'type':
      return terminal.type(String(typed))
    case 'clear':
      return terminal.clear()
    case 'enter':
      return terminal.enter()
    case 'pin':
      return terminal.enterPin(typeof typed === 'string' ? typed : undefined)
    case 'cancel':
      return terminal.cancelKey()
    default:
      throw new Error('do: insert, swipe, tap, remove, type, clear, enter, pin or cancel')
  }
}

function control(request: Record<string, unknown>, peer: object): unknown {
  if ('do' in request) return act(request) ?? null
  if ('ready' in request) return terminal.getReady(request['ready'])
  if (typeof request['master'] === 'string') return keys.setMaster(request['master'])
  if (typeof request['keys'] === 'object') return keys.put(Object(request['keys']) as Record<string, unknown>)
  if (request['wait'] === 'reading') return terminal.readings.next(peer)
  if (request['get'] === 'readings')
    return terminal.readings.all.filter(
      ({ sequence, fen }) => sequence === request['sequence'] || fen === request['fen'],
    ).length
  if (request['get'] === 'reading') return terminal.open ?? null
  if (request['get'] === 'screen') return terminal.screen
  if (request['get'] === 'keys') return keys.checkValues()
  if (request['get'] === 'state') return { bytesIn: line.bytesIn, connections: line.connections }
  throw new Error('expected fault, do, ready, keys, master, get or wait')
}

await run(options, { line, fault, control, stop: () => terminal.forget() })
