// Indicator lights on a TCP port: node indicator.ts --listen tcp://127.0.0.1:9107 --control 9207 --profile modbusCoils[@5,…]|stackLight
// Requests: {"get":"shown"} a 1 or 0 for each channel, {"wait":"shown"} the next change, {"get":"state"}; with "address":n
//   of that board, else of the first
// Faults: modbusCoils: powerCycle, refuse; dead (address=n) silences one board of several, echo gives back what comes in
import { runBus } from './bus/run-bus.ts'
import { CoilBoard } from './indicator/coils.ts'
import { spoilers } from './indicator/spoilers.ts'
import { StackLight } from './indicator/stack.ts'
import { readOptions } from './lib/options.ts'

const kinds = {
  modbusCoils: (address: number, send: (bytes: Uint8Array) => void) => new CoilBoard(address, send),
  stackLight: (address: number) => new StackLight(address),
}
await runBus(readOptions(process.argv.slice(2), 'modbusCoils'), kinds, spoilers)
