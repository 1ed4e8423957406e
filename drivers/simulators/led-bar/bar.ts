import type { BusDevice } from '../bus/device.ts'
import { FrameInput } from '../bus/wire.ts'
import { History } from '../lib/history.ts'
import { decoders } from './decode.ts'
import type { BarContent } from './decode.ts'

/** An LED bar that shows what is sent to its address, or to all. */
export class Bar implements BusDevice {
  readonly address: number
  readonly #input: FrameInput<BarContent>
  readonly #history = new History<BarContent>()

  constructor(profile: string, address: number) {
    const decode = decoders[profile]
    if (!decode) throw new Error(`unknown profile ${profile}`)
    this.address = address
    this.#input = new FrameInput(decode)
  }

  hear(bytes: Uint8Array): void {
    for (const content of this.#input.take(bytes))
      if (content.address === this.address || content.address === 0) this.#history.add(content)
  }

  control(request: Record<string, unknown>, peer: object): unknown {
    if (request['wait'] === 'shown') return this.#history.next(peer)
    if (request['get'] === 'shown') return this.#history.all.at(-1) ?? null
    if (request['get'] === 'state') return { shown: this.#history.all.length }
    throw new Error('expected fault, get or wait')
  }

  fault(name: string | null): boolean {
    return name === null
  }
}
