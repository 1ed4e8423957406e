import { encode } from './frame.ts'
import type { Frame } from './frame.ts'

const EVALUATOR = 0x06
const done = Buffer.of(0x90)
const failed = Buffer.of(0xff)
/** Number, hardware, software (2), state. */
const state = Buffer.from('06990000010110020000', 'hex').subarray(0, 9)
const RATED = 0xe0
const REPEAT_MS = 400
const REPEATS = 5

/** A service evaluator: four keys, a clock of its own, no screen. */
export class Evaluator {
  readonly #send: (bytes: Uint8Array) => void
  #asking: NodeJS.Timeout | undefined
  #untold: NodeJS.Timeout | undefined
  /** How often it was asked for a rating. */
  asked = 0
  /** Answers with «failed» so many times. */
  refusals = 0

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  get isAsking(): boolean {
    return this.#asking !== undefined
  }

  hear({ type, command, data }: Frame): void {
    if (type !== EVALUATOR) return
    if (command === RATED) return clearInterval(this.#untold)
    if (command > 0 && this.refusals > 0) {
      this.refusals -= 1
      return this.#say(command, failed)
    }
    switch (command) {
      case 0x00:
        return this.#say(command, state)
      case 0x01:
        this.stop()
        return this.#say(command, done)
      case 0x10:
        this.#ask(data[0] ?? 1)
        return this.#say(command, done)
      case 0x11:
        this.stop()
        return this.#say(command, done)
      default:
        return this.#say(command, failed)
    }
  }

  /** A finger on a key: 1 satisfied, 2 fair, 3 unsatisfied, 4 complaint. */
  press(option: number): void {
    if (!this.#asking) throw new Error('nobody is asked')
    this.#endAsking()
    this.#tell(option)
  }

  /** A rating as if pressed for whoever was asked before. */
  tellLate(option: number): void {
    this.#tell(option)
  }

  stop(): void {
    this.#endAsking()
    clearInterval(this.#untold)
  }

  #ask(seconds: number): void {
    this.stop()
    this.asked += 1
    this.#asking = setTimeout(() => {
      this.#endAsking()
      this.#tell(0)
    }, seconds * 1_000)
  }

  #endAsking(): void {
    clearTimeout(this.#asking)
    this.#asking = undefined
  }

  /** Tells a rating until it is acknowledged. */
  #tell(option: number): void {
    clearInterval(this.#untold)
    let left = REPEATS
    this.#untold = setInterval(() => {
      left -= 1
      this.#say(RATED, Buffer.of(option))
      if (left === 0) clearInterval(this.#untold)
    }, REPEAT_MS)
    this.#say(RATED, Buffer.of(option))
  }

  #say(command: number, data: Buffer): void {
    this.#send(encode({ type: EVALUATOR, maker: 0x21, command, data }))
  }
}
