import type { BusDevice } from '../bus/device.ts'

/** A keypad that sends one byte per key and hears nothing. */
export class Keypad implements BusDevice {
  readonly address: number
  readonly #send: (bytes: Uint8Array) => void
  #bounces = false

  constructor(address: number, send: (bytes: Uint8Array) => void) {
    this.address = address
    this.#send = send
  }

  hear(): void {
    // There is nothing to say to it.
  }

  control(request: Record<string, unknown>): unknown {
    if (request['get'] === 'state') return {}
    if (typeof request['press'] !== 'number') throw new Error('expected fault, press or get')
    const byte = Uint8Array.of(request['press'])
    this.#send(byte)
    if (this.#bounces) setTimeout(() => this.#send(byte), 20)
    return null
  }

  /** `bounce`: each press is sent twice, 20 ms apart. */
  fault(name: string | null): boolean {
    this.#bounces = name === 'bounce'
    return name === null || name === 'bounce'
  }
}
