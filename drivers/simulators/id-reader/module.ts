import { reply } from './frame.ts'
import type { Request } from './frame.ts'

/** What lies on the reader. */
type Card = { record: Buffer; isFound: boolean; isSelected: boolean; isSpent: boolean }

export type ModuleOptions = {
  /** Goes on finding a card that was read; most models do not until it is lifted and put back. */
  steady: boolean
  /** How long the unit of thinking takes, ms. */
  stepMs: number
  random: () => number
  send: (frame: Uint8Array) => void
}

/** SW3 that a fault puts in the place of the good one, by the command it strikes. */
const faults: Readonly<Record<string, { command: string; sw3: number }>> = {
  selfTestFailed: { command: '11ff', sw3: 0x60 },
  findFail: { command: '2001', sw3: 0x80 },
  selectFail: { command: '2002', sw3: 0x81 },
  authFail: { command: '3001', sw3: 0x31 },
  samAuthFail: { command: '3001', sw3: 0x32 },
  readFail: { command: '3001', sw3: 0x41 },
  noType: { command: '3001', sw3: 0x40 },
  noData: { command: '3001', sw3: 0x91 },
  notAuthorised: { command: '2001', sw3: 0x23 },
}

/** The security module with its aerial. */
export class SecurityModule {
  readonly #options: ModuleOptions
  readonly #struck = new Map<string, number>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #card: Card | undefined
  #busyUntil = 0
  reads = 0
  finds = 0

  constructor(options: ModuleOptions) {
    this.#options = options
  }

  get holdsCard(): boolean {
    return this.#card !== undefined
  }

  insert(record: Buffer): void {
    this.#card = { record, isFound: false, isSelected: false, isSpent: false }
  }

  remove(): void {
    this.#card = undefined
  }

  /** Strikes the next `times` times it matters; false when there is no such fault. */
  fault(name: string | null, times = Number.POSITIVE_INFINITY): boolean {
    if (name === null) this.#struck.clear()
    else if (name === 'nak' || name === 'commandError' || Object.hasOwn(faults, name))
      this.#struck.set(name, times)
    else return false
    return true
  }

  hear(request: Request): void {
    if (request === 'badCheck') return this.#answer(reply(0x10), 1)
    if (this.#strikes('nak')) return this.#answer(reply(0x10), 1)
    if (this.#strikes('commandError')) return this.#answer(reply(0x21), 1)
    const code = Buffer.of(request.command, request.parameter).toString('hex')
    const fault = Object.entries(faults).find(
      ([name, { command }]) => command === code && this.#strikes(name),
    )
    if (fault) {
      if (code.startsWith('30') && this.#card) this.#card.isSpent = true
      return this.#answer(reply(fault[1].sw3), 5)
    }
    this.#carryOut(code)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #carryOut(code: string): void {
    switch (code) {
      case '10ff':
        return this.#answer(reply(0x90), 5)
      case '11ff':
        return this.#answer(reply(0x90), 1)
      case '12ff':
        return this.#answer(reply(0x90, number), 1)
      case '2001':
        return this.#find()
      case '2002':
        return this.#select()
      case '3001':
        return this.#read(false)
      case '3010':
        return this.#read(true)
      default:
        return this.#answer(reply(0x24), 1)
    }
  }

  #find(): void {
    this.finds += 1
    const card = this.#card
    if (!card || (card.isSpent && !this.#options.steady)) return this.#answer(reply(0x80), 5)
    card.isFound = true
    card.isSelected = false
    this.#answer(reply(0x9f, Buffer.alloc(4)), 5)
  }

  #select(): void {
    if (!this.#card?.isFound) return this.#answer(reply(0x81), 5)
    this.#card.isSelected = true
    this.#answer(reply(0x90, Buffer.alloc(8)), 5)
  }

  #read(withFingerprints: boolean): void {
    const card = this.#card
    if (!card?.isSelected) return this.#answer(reply(0x41), 20)
    this.reads += 1
    card.isSpent = true
    card.isFound = false
    card.isSelected = false
    const photo = Buffer.from(Array.from({ length: 1_024 }, () => Math.floor(this.#options.random() * 256)))
    const fingers = withFingerprints ? Buffer.alloc(1_024, 0x46) : Buffer.alloc(0)
    const lengths = Buffer.of(1, 0, 4, 0, ...(withFingerprints ? [4, 0] : []))
    this.#answer(reply(0x90, Buffer.concat([lengths, card.record, photo, fingers])), 40)
  }

  /** One thing after another: an answer never overtakes that of an earlier request. */
  #answer(frame: Uint8Array, steps: number): void {
    const now = performance.now()
    this.#busyUntil = Math.max(this.#busyUntil, now) + steps * this.#options.stepMs
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#options.send(frame)
    }, this.#busyUntil - now)
    this.#timers.add(timer)
  }

  #strikes(name: string): boolean {
    const left = this.#struck.get(name) ?? 0
    if (left <= 1) this.#struck.delete(name)
    else this.#struck.set(name, left - 1)
    return left > 0
  }
}

/** The module's number: standard 5, maker 1, day of making, running number and check. */
const number = (() => {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt16LE(5, 0)
  bytes.writeUInt16LE(1, 2)
  ;[20_260_105, 990_001, 12_345_678].forEach((part, index) => bytes.writeUInt32LE(part, 4 + 4 * index))
  return bytes
})()
