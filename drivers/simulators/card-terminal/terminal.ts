import { History } from '../lib/history.ts'
import { cardOf, howOf } from './cards.ts'
import type { Card, How } from './cards.ts'
import { encode } from './frame.ts'
import type { Frame } from './frame.ts'
import type { KeyStore } from './keys.ts'
import { resultOf } from './result.ts'
import { Telling } from './telling.ts'

/** What a customer is asked for. */
export type Reading = {
  sequence: number
  fen: number
  timeoutS: number
  language: 'zh' | 'en'
  pinFreeFen: number
}

type Presented = { card: Card; how: How }
type Ready = Presented & { pin: string | undefined }

const done = Buffer.of(0)
const noKey = Buffer.of(3)
const tampered = Buffer.of(4)
const SCREENS = ['idle', 'approved', 'declined', 'takeCard']
const MODULES = ['chip', 'stripe', 'contactless', 'keypad', 'security']
const EVENT = {
  card: 0xc1,
  digits: 0xc2,
  entered: 0xc3,
  cancelled: 0xc4,
  timedOut: 0xc5,
  removed: 0xc6,
  failed: 0xc7,
  read: 0xc8,
}

/** A module with a slot, a stripe reader, an antenna, a keypad, a screen, and keys that it keeps to itself. */
export class Terminal {
  readonly readings = new History<Reading>()
  readonly #send: (bytes: Uint8Array) => void
  readonly #keys: KeyStore
  readonly #telling: Telling
  readonly #faults = new Set<string>()
  /** By command: the sequence carried out last, and what was answered. */
  readonly #carriedOut = new Map<number, { sequence: number; answer: Buffer }>()
  #open: Reading | undefined
  #last = 0
  #slot: Card | undefined
  #presented: Presented | undefined
  #digits: string | undefined
  #ready: Ready | undefined
  #timeout: NodeJS.Timeout | undefined
  screen: string = 'idle'

  constructor(send: (bytes: Uint8Array) => void, keys: KeyStore) {
    this.#send = send
    this.#keys = keys
    this.#telling = new Telling(send)
  }

  get open(): Reading | undefined {
    return this.#open
  }

  hear({ command, sequence, data }: Frame): void {
    switch (command) {
      case 0x01:
        return this.#answer(
          command,
          sequence,
          Buffer.concat([done, Buffer.from('SIM-POS 1.0 SN00000001', 'latin1')]),
        )
      case 0x02:
      case 0x03:
        return this.#answer(command, sequence, this.#state())
      case 0x10:
        return this.#once(command, sequence, () => this.#begin(sequence, data))
      case 0x11:
        return this.#once(command, sequence, () => this.#leave(this.#open?.sequence === sequence))
      case 0x12:
        return this.#once(command, sequence, () => this.#show(data))
      case 0x13:
        return this.#once(command, sequence, () => this.#load(data))
      case 0x14:
        return this.#telling.seen(sequence, data.readUInt16BE(0))
      case 0x15:
        return this.#once(command, sequence, () => this.#leave(true))
    }
  }

  present(how: How, card: Card): void {
    if (how === 1) this.#slot = card
    if (!this.#open || this.#presented) throw new Error('no reading waits for a card')
    const { sequence, fen, pinFreeFen } = this.#open
    if (how === 1 && !card.chip) return this.#fail(2)
    if (this.#faults.has('refusedCard')) return this.#fail(2)
    const part = { 1: 'chip', 2: 'stripe', 3: 'contactless' }[how]
    if (this.#faults.has('unreadable') || this.#faults.has(part)) return this.#fail(1)
    this.#presented = { card, how }
    this.#telling.tell(sequence, EVENT.card, Buffer.of(how))
    if (how === 3 && fen <= pinFreeFen) return this.#finish(null)
    this.#digits = ''
    this.#tellDigits()
  }

  /** The card leaves the slot; before it was read, that ends the reading. */
  remove(): void {
    if (!this.#slot) throw new Error('no card is in the slot')
    this.#slot = undefined
    this.#telling.tell(this.#open?.sequence ?? this.#last, EVENT.removed)
    this.#close()
  }

  type(keys: string): void {
    for (const key of keys) {
      const digits = this.#typed()
      if (!/^\d$/.test(key)) throw new Error('digits only')
      if (digits.length === 12) return
      this.#digits = digits + key
      this.#tellDigits()
    }
  }

  clear(): void {
    this.#typed()
    this.#digits = ''
    this.#tellDigits()
  }

  /** Without a digit: the card has no PIN. With one to three it is not taken. */
  enter(): void {
    const digits = this.#typed()
    if (digits.length > 0 && digits.length < 4) return
    if (this.#open) this.#telling.tell(this.#open.sequence, EVENT.entered)
    this.#finish(digits === '' ? null : digits)
  }

  enterPin(pin?: string): void {
    this.#typed()
    this.type(pin ?? this.#presented?.card.pin ?? '')
    this.enter()
  }

  cancelKey(): void {
    if (!this.#open) throw new Error('no reading is open')
    this.#telling.tell(this.#open.sequence, EVENT.cancelled)
    this.#close()
  }

  /** Does every reading by itself from now on. */
  getReady(how: unknown): null {
    const wanted = how as { how?: unknown; card?: unknown; pin?: string } | null
    this.#ready = wanted ? { how: howOf(wanted.how), card: cardOf(wanted.card), pin: wanted.pin } : undefined
    return null
  }

  fault(name: string | null): boolean {
    if (name === null) this.#faults.clear()
    else if (name === 'tamper') this.#tamper()
    else if ([...MODULES, 'unreadable', 'refusedCard'].includes(name)) this.#faults.add(name)
    else return false
    return true
  }

  /** As its power goes; keys and what is in the slot stay. */
  forget(): void {
    this.#close()
    this.#telling.forget()
    this.#carriedOut.clear()
    this.screen = 'idle'
  }

  #begin(sequence: number, data: Buffer): Buffer {
    this.#close()
    this.#telling.forget()
    if (this.#faults.has('tamper')) return tampered
    if (!this.#keys.has('pin') || !this.#keys.has('track')) return noKey
    if (data.length !== 13) return Buffer.of(1)
    const reading: Reading = {
      sequence,
      fen: data.readUIntBE(0, 6),
      timeoutS: data.readUInt16BE(6),
      language: data[8] === 1 ? 'en' : 'zh',
      pinFreeFen: data.readUInt32BE(9),
    }
    this.#open = reading
    this.#last = sequence
    this.screen = `pay ${reading.fen}`
    this.#timeout = setTimeout(() => {
      this.#telling.tell(sequence, EVENT.timedOut)
      this.#close()
    }, reading.timeoutS * 1_000)
    this.readings.add(reading)
    const ready = this.#ready
    // Behind the answer to this command.
    if (ready)
      setImmediate(() => {
        if (this.#open !== reading) return
        this.present(ready.how, ready.card)
        if (this.#digits !== undefined) this.enterPin(ready.pin)
      })
    return done
  }

  #leave(isMeant: boolean): Buffer {
    if (isMeant) {
      this.#close()
      this.#telling.forget()
      this.screen = 'idle'
    }
    return done
  }

  #show(data: Buffer): Buffer {
    const screen = SCREENS[data[0] ?? 0xff]
    if (screen === undefined || this.#open) return Buffer.of(1)
    this.screen = screen
    return done
  }

  #load(data: Buffer): Buffer {
    if (this.#faults.has('tamper')) return tampered
    if (data.length !== 21) return Buffer.of(1)
    const checkValue = this.#keys.load(data[0] ?? 0, data.subarray(1, 17), data.subarray(17))
    return checkValue ? Buffer.concat([done, checkValue]) : Buffer.of(2)
  }

  #tamper(): void {
    this.#faults.add('tamper')
    this.#keys.erase()
    if (this.#open) this.#fail(3)
  }

  #fail(reason: number): void {
    if (this.#open) this.#telling.tell(this.#open.sequence, EVENT.failed, Buffer.of(reason))
    this.#close()
  }

  #finish(pin: string | null): void {
    const [reading, presented] = [this.#open, this.#presented]
    if (!reading || !presented) return
    const { card, how } = presented
    if (this.#faults.has('security')) return this.#fail(4)
    this.#telling.tell(reading.sequence, EVENT.read, resultOf(card, how, reading.fen, pin, this.#keys))
    this.#close()
  }

  #close(): void {
    clearTimeout(this.#timeout)
    this.#open = undefined
    this.#presented = undefined
    this.#digits = undefined
  }

  #typed(): string {
    if (this.#digits === undefined) throw new Error('no PIN is asked for')
    return this.#digits
  }

  #tellDigits(): void {
    if (this.#open)
      this.#telling.tell(this.#open.sequence, EVENT.digits, Buffer.of(this.#digits?.length ?? 0))
  }

  #state(): Buffer {
    const owed = this.#open?.sequence ?? (this.#telling.owes(this.#last) ? this.#last : undefined)
    const flags = [
      owed !== undefined,
      this.#slot !== undefined,
      this.#keys.has('pin'),
      this.#keys.has('track'),
      this.#faults.has('tamper'),
    ]
    const bits = (all: boolean[]) => all.reduce((sum, is, index) => (is ? sum | (1 << index) : sum), 0)
    const faults = MODULES.map((name) => this.#faults.has(name))
    return Buffer.of(0, bits(flags), bits(faults), (owed ?? 0) >> 8, (owed ?? 0) & 0xff)
  }

  /** A command that comes again under its sequence is answered as before, and not carried out. */
  #once(command: number, sequence: number, carryOut: () => Buffer): void {
    const before = this.#carriedOut.get(command)
    const answer = before?.sequence === sequence ? before.answer : carryOut()
    this.#carriedOut.set(command, { sequence, answer })
    this.#answer(command, sequence, answer)
  }

  #answer(command: number, sequence: number, data: Buffer): void {
    this.#send(encode({ sequence, command: command | 0x80, data }))
  }
}
