import type { BusDevice } from '../bus/device.ts'
import { FrameInput } from '../bus/wire.ts'
import type { Look } from '../bus/wire.ts'
import { History } from '../lib/history.ts'

type Frame = { address: number; command: number; data: Buffer }
type Press = { number: number; key: number }

const gb18030 = new TextDecoder('gb18030')

/** A call pad on RS-485: `FF 68 n n 68 address command data sum 16`. */
export class Pad implements BusDevice {
  readonly address: number
  readonly shown = new History<string>()
  readonly #send: (bytes: Uint8Array) => void
  readonly #input = new FrameInput(look)
  #boot: number
  #lastNumber = 0
  #unseen: Press[] = []
  /** Times the oldest press was told. */
  told = 0

  constructor(address: number, send: (bytes: Uint8Array) => void) {
    this.address = address
    this.#send = send
    this.#boot = address
  }

  hear(bytes: Uint8Array): void {
    for (const frame of this.#input.take(bytes)) if (frame.address === this.address) this.#obey(frame)
  }

  control(request: Record<string, unknown>, peer: object): unknown {
    if (typeof request['press'] === 'number') return this.#press(request['press'])
    if (request['wait'] === 'shown') return this.shown.next(peer)
    if (request['get'] === 'timesShown')
      return this.shown.all.filter((text) => text === request['text']).length
    if (request['get'] === 'shown') return this.shown.all.at(-1) ?? null
    if (request['get'] === 'state') return { unseen: this.#unseen.length, told: this.told }
    throw new Error('expected fault, press, get or wait')
  }

  /** `powerCycle`: off and on, with everything forgotten. */
  fault(name: string | null): boolean {
    if (name === 'powerCycle') {
      this.#boot = (this.#boot % 255) + 1
      this.#lastNumber = 0
      this.#unseen = []
      this.#input.clear()
    }
    return name === null || name === 'powerCycle'
  }

  #press(key: number): void {
    this.#lastNumber = (this.#lastNumber % 255) + 1
    this.#unseen.push({ number: this.#lastNumber, key })
  }

  #obey({ command, data }: Frame): void {
    if (command === 0x01) return this.#answer(command, this.#keysAfter(data))
    if (command === 0x02) {
      this.shown.add(gb18030.decode(data))
      return this.#answer(command, [0])
    }
    if (command === 0x03) return this.#answer(command, [this.#boot, ...Buffer.from('SIM-CALL 1.0', 'latin1')])
  }

  #keysAfter([boot, number]: Buffer): number[] {
    const [oldest] = this.#unseen
    if (oldest && boot === this.#boot && number === oldest.number) this.#unseen.shift()
    const next = this.#unseen[0]
    if (!next) return [this.#boot]
    this.told += 1
    return [this.#boot, next.number, next.key]
  }

  #answer(command: number, data: readonly number[]): void {
    const body = [this.address, command | 0x80, ...data]
    const sum = body.reduce((total, byte) => (total + byte) & 0xff, 0)
    this.#send(Buffer.from([0xff, 0x68, body.length, body.length, 0x68, ...body, sum, 0x16]))
  }
}

function look(bytes: Buffer): Look<Frame> {
  if (bytes[0] !== 0xff || (bytes.length > 1 && bytes[1] !== 0x68)) return 'no'
  const size = bytes[2]
  if (size === undefined) return 'more'
  if (size < 2 || size > 66) return 'no'
  if (bytes.length < size + 7) return 'more'
  const body = bytes.subarray(5, 5 + size)
  const sum = body.reduce((total, byte) => (total + byte) & 0xff, 0)
  if (bytes[3] !== size || bytes[4] !== 0x68 || bytes[5 + size] !== sum || bytes[6 + size] !== 0x16)
    return 'no'
  const [address = 0, command = 0] = body
  return { frame: { address, command, data: Buffer.from(body.subarray(2)) }, length: size + 7 }
}
