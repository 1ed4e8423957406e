import { decode, encode } from './frames.ts'
import type { Layout } from './frames.ts'
import { Mechanics } from './mechanics.ts'
import { Mishaps } from './mishaps.ts'

/** What a family of readers makes of commands. */
export type Family = {
  layout: Layout
  /** Carries a command out and gives the text of the answer. */
  carryOut(text: Buffer, mechanics: Mechanics, mishaps: Mishaps): Buffer
  /** Whether a command waits for ENQ after it was acknowledged. */
  waitsForEnq: boolean
  /** Whether the other side acknowledges answers, and has them again when it does not. */
  wantsAck: boolean
  cancelled: Buffer
  /** How the reader is when its power comes back. */
  wake(mechanics: Mechanics, mishaps: Mishaps): void
  /** A text nobody asked for that carries a magnetic track. */
  track: Buffer
}

const ENQ = 0x05
const ACK = 0x06
const NAK = 0x15
const EOT = 0x04
const RESEND_MS = 20
/** Silence after which an unfinished frame is given up. */
const GAP_MS = 60
const RESENDS = 2

/** A card reader: hears commands, acknowledges, carries out, answers. */
export class Unit {
  readonly mechanics = new Mechanics()
  readonly mishaps = new Mishaps()
  /** Commands carried out, as hexadecimal text. */
  readonly done: string[] = []
  readonly #family: Family
  readonly #address: number
  readonly #moveMs: number
  readonly #send: (bytes: Uint8Array) => void
  #held = Buffer.alloc(0)
  /** Whether the last frame on the line was for this unit: what has no address goes to whom was spoken to. */
  #meant = true
  #waiting: Buffer | undefined
  #running: NodeJS.Timeout | undefined
  #lastAnswer: Buffer | undefined
  /** The command that was carried out last. */
  #last: Buffer = Buffer.alloc(0)
  #resend: NodeJS.Timeout | undefined
  #gap: NodeJS.Timeout | undefined
  #off: NodeJS.Timeout | undefined

  constructor(family: Family, address: number, moveMs: number, send: (bytes: Uint8Array) => void) {
    this.#family = family
    this.#address = address
    this.#moveMs = moveMs
    this.#send = send
  }

  /** Its own power fails for `ms`, while the line stays open; what it was doing is forgotten. */
  powerCycle(ms: number): void {
    this.stop()
    this.#held = Buffer.alloc(0)
    this.#waiting = undefined
    this.#lastAnswer = undefined
    this.mechanics.powerOff()
    this.#family.wake(this.mechanics, this.mishaps)
    this.#off = setTimeout(() => (this.#off = undefined), ms)
  }

  receive(bytes: Uint8Array): void {
    if (this.#off) return
    clearTimeout(this.#gap)
    this.#held = Buffer.concat([this.#held, bytes])
    this.#read()
    if (this.#held.length > 0) this.#gap = setTimeout(() => this.#giveUp(), GAP_MS)
  }

  cure(): void {
    this.mechanics.cure()
    this.mishaps.cure()
  }

  stop(): void {
    clearTimeout(this.#off)
    clearTimeout(this.#gap)
    clearTimeout(this.#running)
    clearTimeout(this.#resend)
  }

  /** What began as a frame and stopped is searched for another behind its first byte. */
  #giveUp(): void {
    while (this.#held.length > 0) {
      this.#held = this.#held.subarray(1)
      this.#read()
    }
  }

  #read(): void {
    while (this.#held.length > 0) {
      const found = decode(this.#family.layout, this.#held)
      if (found === 'more') return
      this.#held = this.#held.subarray(found.kind === 'frame' ? found.length : 1)
      if (found.kind === 'frame') this.#meant = found.address === this.#address
      if (!this.#meant) continue
      if (found.kind === 'broken') this.#send(Buffer.of(NAK))
      if (found.kind === 'byte') this.#hearByte(found.byte)
      if (found.kind === 'frame') this.#hearCommand(found.text)
    }
  }

  #hearCommand(text: Buffer): void {
    if (this.mishaps.strikes('lost', text)) return
    if (this.mishaps.strikes('nak', text)) return this.#send(Buffer.of(NAK))
    clearTimeout(this.#resend)
    const lostAck = this.mishaps.strikes('lostAck', text)
    if (!lostAck) this.#send(Buffer.of(ACK))
    if (this.#family.waitsForEnq) this.#waiting = Buffer.from(text)
    else this.#start(Buffer.from(text))
  }

  #hearByte(byte: number): void {
    switch (byte) {
      case ENQ: {
        const text = this.#waiting
        this.#waiting = undefined
        if (text) this.#start(text)
        return
      }
      case ACK:
        if (!this.mishaps.strikes('lostHostAck', this.#last)) clearTimeout(this.#resend)
        return
      case NAK:
        if (this.#lastAnswer) this.#put(this.#lastAnswer)
        return
      case EOT:
        clearTimeout(this.#running)
        this.#waiting = undefined
        this.#send(this.#family.cancelled)
    }
  }

  #start(text: Buffer): void {
    const ms = this.mishaps.strikes('slow', text) ? this.mishaps.slowMs : this.#moveMs
    const finish = () => {
      this.done.push(text.toString('hex'))
      this.#last = text
      const answer = this.#family.carryOut(text, this.mechanics, this.mishaps)
      if (this.mishaps.has('tracks'))
        this.#put(encode(this.#family.layout, this.#family.track, this.#address))
      if (this.mishaps.strikes('lostAnswer', text)) return
      const frame = encode(this.#family.layout, answer, this.#address)
      this.#lastAnswer = frame
      this.#put(frame)
      if (this.#family.wantsAck) this.#again(frame, RESENDS)
    }
    if (ms === 0) finish()
    else this.#running = setTimeout(finish, ms)
  }

  #again(frame: Buffer, left: number): void {
    if (left === 0) return
    this.#resend = setTimeout(() => {
      this.#put(frame)
      this.#again(frame, left - 1)
    }, RESEND_MS)
  }

  #put(frame: Buffer): void {
    const bytes = Buffer.from(frame)
    if (this.mishaps.strikes('badCheck', this.#last))
      bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 0x5a, bytes.length - 1)
    if (this.mishaps.strikes('overLong', this.#last))
      bytes.writeUInt8(0x7f, this.#family.layout.addressed ? 2 : 1)
    this.#send(bytes)
  }
}
