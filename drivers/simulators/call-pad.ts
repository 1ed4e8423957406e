// Call pads on a TCP port: node call-pad.ts --listen tcp://127.0.0.1:9106 --control 9206 --profile own[@1,own@2…]|keypad
// Requests: {"press":1} a key by its code, {"get":"shown"}, {"wait":"shown"} the next text,
//   {"get":"timesShown","text":"12"}, {"get":"state"}; with "address":n of that pad, else of the first
// Faults: own: powerCycle; keypad: bounce; dead (address=n) silences one pad of several, echo gives back what comes in
import { runBus } from './bus/run-bus.ts'
import { spoilers } from './call-pad/spoilers.ts'
import { Keypad } from './call-pad/keypad.ts'
import { Pad } from './call-pad/pad.ts'
import { readOptions } from './lib/options.ts'

const kinds = {
  own: (address: number, send: (bytes: Uint8Array) => void) => new Pad(address, send),
  keypad: (address: number, send: (bytes: Uint8Array) => void) => new Keypad(address, send),
}
await runBus(readOptions(process.argv.slice(2), 'own'), kinds, spoilers)
