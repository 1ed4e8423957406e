import type { BusDevice } from '../bus/device.ts'
import { FrameInput } from '../bus/wire.ts'
import type { Look } from '../bus/wire.ts'
import { History } from '../lib/history.ts'

type Switch = { channel: number; on: boolean }

/** A stack light of four channels: `A0 channel state sum`; never answers. */
export class StackLight implements BusDevice {
  readonly address: number
  readonly #input = new FrameInput(look)
  readonly #history = new History<string>()
  readonly #lamps = [false, false, false, false]

  constructor(address: number) {
    this.address = address
  }

  hear(bytes: Uint8Array): void {
    for (const { channel, on } of this.#input.take(bytes)) {
      this.#lamps[channel - 1] = on
      this.#history.add(this.#states())
    }
  }

  control(request: Record<string, unknown>, peer: object): unknown {
    if (request['wait'] === 'shown') return this.#history.next(peer)
    if (request['get'] === 'shown') return this.#states()
    if (request['get'] === 'state') return { writes: this.#history.all.length }
    throw new Error('expected fault, get or wait')
  }

  fault(name: string | null): boolean {
    return name === null
  }

  #states(): string {
    return this.#lamps.map((on) => (on ? '1' : '0')).join('')
  }
}

function look(bytes: Buffer): Look<Switch> {
  if (bytes[0] !== 0xa0) return 'no'
  if (bytes.length < 4) return 'more'
  const [head = 0, channel = 0, state = 0, sum] = bytes
  if (sum !== ((head + channel + state) & 0xff) || channel < 1 || channel > 4 || state > 1) return 'no'
  return { frame: { channel, on: state === 1 }, length: 4 }
}
