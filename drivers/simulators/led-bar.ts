// LED bars on a TCP port: node led-bar.ts --listen tcp://127.0.0.1:9108 --control 9208 --profile own[@1,own@2…]|bx5|alpha
// Requests: {"get":"shown"}, {"wait":"shown"} the next text, {"get":"state"}; with "address":n of that bar,
//   else of the first
// Faults: dead (address=n) silences one bar of several, echo gives back what comes in
import { runBus } from './bus/run-bus.ts'
import { Bar } from './led-bar/bar.ts'
import { readOptions } from './lib/options.ts'

const kinds = {
  own: (address: number) => new Bar('own', address),
  bx5: (address: number) => new Bar('bx5', address),
  alpha: (address: number) => new Bar('alpha', address),
}
await runBus(readOptions(process.argv.slice(2), 'own'), kinds)
