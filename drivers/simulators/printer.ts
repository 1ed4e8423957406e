// A receipt printer on a TCP port: node printer.ts --listen tcp://127.0.0.1:9101 --profile epson|clone[-58] --control 9201
import { readOptions } from './lib/options.ts'
import { SimulatedLine } from './lib/line.ts'
import { run } from './lib/run.ts'
import { Machine, families } from './printer/machine.ts'

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
      machine.set(
        typeof request['line'] === 'number' ? { paperOutAtLine: request['line'] } : { paperOut: true },
      )
      return true
    case 'paperLow':
    case 'coverOpen':
    case 'hot':
      machine.set({ [name]: true })
      return true
    case 'cutterJam':
      machine.set({ jammedKnife: true })
      return true
    case 'powerCycle':
      machine.powerCycle()
      return true
    default:
      return false
  }
}

function control(request: Record<string, unknown>, peer: object): unknown {
  if (request['wait'] === 'paper') return machine.papers.next(peer)
  if (request['get'] === 'papers') return machine.papers.all
  if (request['get'] === 'state') {
    const { buffered, overruns, unknown, roll } = machine
    return {
      buffered,
      overruns,
      unknown,
      hanging: roll.hanging(),
      blanks: roll.blanks,
      bytesIn: line.bytesIn,
      connections: line.connections,
    }
  }
  throw new Error('expected fault, get or wait')
}

await run(options, { line, fault, control, stop: () => machine.stop() })
