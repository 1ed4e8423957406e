// A receipt printer on a TCP port: node printer.ts --listen tcp://127.0.0.1:9101 --profile epson|clone|snbc|custom[-58] --control 9201
// Requests: {"get":"papers"} all that came out ("forget":true: and forgets them), {"wait":"paper"} the next one,
//   {"take":"paper"} takes it out of the exit of a kiosk printer, {"get":"state"}
// Faults: paperOut, paperLow, coverOpen, hot, jam (line=n: after n more lines); cutterJam; powerCycle (ms=, afterBytes=);
//   kiosk printers: presenterJam, binFull
import { readOptions } from './lib/options.ts'
import { SimulatedLine } from './lib/line.ts'
import { run } from './lib/run.ts'
import { families } from './printer/family.ts'
import { Machine } from './printer/machine.ts'

const options = readOptions(process.argv.slice(2), 'epson')
const [familyName = 'epson', width = '80'] = options.profile.split('-')
const family = families[familyName]
if (!family) throw new Error(`unknown profile ${options.profile}`)

const line = new SimulatedLine((bytes) => machine.receive(bytes), options.seed)
const machine = new Machine(family, width === '58' ? 32 : 48, options.stepMs, (bytes) => line.send(bytes))

function fault(name: string | null, request: Record<string, unknown>): boolean {
  switch (name) {
    case null:
      machine.cure()
      return true
    case 'paperOut':
    case 'paperLow':
    case 'coverOpen':
    case 'hot':
    case 'jam': {
      const { line: atLine } = request
      machine.set({ [name]: true }, typeof atLine === 'number' ? atLine : undefined)
      return true
    }
    case 'cutterJam':
      machine.mechanism.jamKnife()
      return true
    case 'presenterJam':
      machine.mechanism.exit.isJammed = true
      machine.set({ presenterJam: true })
      return true
    case 'binFull':
      machine.mechanism.exit.isBinFull = true
      return true
    case 'powerCycle':
      machine.powerCycle(numbersOf(request))
      return true
    default:
      return false
  }
}

function numbersOf({ ms, afterBytes }: Record<string, unknown>): { ms?: number; afterBytes?: number } {
  return {
    ...(typeof ms === 'number' && { ms }),
    ...(typeof afterBytes === 'number' && { afterBytes }),
  }
}

function control(request: Record<string, unknown>, peer: object): unknown {
  if (request['wait'] === 'paper') return machine.papers.next(peer)
  if (request['get'] === 'papers') {
    const papers = [...machine.papers.all]
    if (request['forget'] === true) machine.papers.all.length = 0
    return papers
  }
  if (request['take'] === 'paper') return machine.mechanism.take()
  if (request['get'] === 'state') {
    const { buffered, overruns, unknown, roll } = machine
    const { answered, exit } = machine.mechanism
    return {
      buffered,
      answered,
      inBin: exit.bin.length,
      fedMm: roll.fedDots / 8,
      overruns,
      unknown,
      hanging: roll.hanging(),
      blanks: roll.blanks,
      bytesIn: line.bytesIn,
      connections: line.connections,
    }
  }
  throw new Error('expected fault, get, wait or take')
}

await run(options, { line, fault, control, stop: () => machine.stop() })
