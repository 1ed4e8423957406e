import { encode } from './frame.ts'

const REPEAT_MS = 300
const REPEATS = 5

type Event = { sequence: number; number: number; command: number; frame: Buffer; left: number }

/** Tells events one after another: each until it is seen, at most six times. */
export class Telling {
  readonly #send: (bytes: Uint8Array) => void
  #queue: Event[] = []
  #repeat: NodeJS.Timeout | undefined
  #of = -1
  #number = 0

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  /** Whether something of this reading was not seen yet. */
  owes(sequence: number): boolean {
    return this.#queue.some((event) => event.sequence === sequence)
  }

  tell(sequence: number, command: number, body: Buffer = Buffer.alloc(0)): void {
    if (sequence !== this.#of) this.#number = 0
    this.#of = sequence
    this.#number += 1
    const number = this.#number
    const data = Buffer.concat([Buffer.of(number >> 8, number & 0xff), body])
    this.#queue.push({ sequence, number, command, frame: encode({ sequence, command, data }), left: REPEATS })
    if (this.#queue.length === 1) this.#first()
  }

  seen(sequence: number, number: number): void {
    const [first] = this.#queue
    if (first?.sequence === sequence && first.number === number) this.#next()
  }

  forget(): void {
    clearInterval(this.#repeat)
    this.#queue = []
  }

  #first(): void {
    clearInterval(this.#repeat)
    const [event] = this.#queue
    if (!event) return
    this.#repeat = setInterval(() => {
      event.left -= 1
      if (event.left < 0) this.#next()
      else this.#send(event.frame)
    }, REPEAT_MS)
    this.#send(event.frame)
  }

  #next(): void {
    this.#queue.shift()
    this.#first()
  }
}
