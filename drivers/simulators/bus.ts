// Several devices on one RS-485 line: node bus.ts --listen tcp://127.0.0.1:9109 --control 9209 --profile pad@1,pad@2,coils@5,bar@9
// Requests and faults: those of call-pad, indicator (modbusCoils) and led-bar, each with the "address" of its device.
import { runBus } from './bus/run-bus.ts'
import { Pad } from './call-pad/pad.ts'
import { CoilBoard } from './indicator/coils.ts'
import { Bar } from './led-bar/bar.ts'
import { readOptions } from './lib/options.ts'

const kinds = {
  pad: (address: number, send: (bytes: Uint8Array) => void) => new Pad(address, send),
  coils: (address: number, send: (bytes: Uint8Array) => void) => new CoilBoard(address, send),
  bar: (address: number) => new Bar('own', address),
}
await runBus(readOptions(process.argv.slice(2), 'pad@1,pad@2,coils@5,bar@9'), kinds)
