import type { Book, Trade } from './book.ts'
import { stampOf } from './day-file.ts'
import { codeOver, newKey, pinIn, trackIn, wrapped } from './keys.ts'
import type { HostMessage, Received } from './wire.ts'

export type HostSettings = {
  merchantNo: string
  /** Terminal numbers that are registered. */
  terminals: string[]
  /** Master key of the MAC key: the hall has it. */
  macMasterKey: string
  /** Master key of PIN and track key: the card terminal has it, the hall has not. */
  masterKey: string
  pinKey: string
  trackKey: string
  /** `renewed`: each sign-in brings a terminal other keys of PIN and track, as acquirers do; `fixed`: those above. */
  workingKeys: string
  /** What a reversal is answered whose sale is not known: `25`, or `00` as other hosts do. */
  reversalUnknown: string
  now: () => number
}

/** Answers the messages of docs/bank-card.md from the book. */
export class Answers {
  readonly #settings: HostSettings
  readonly #book: Book
  readonly #macKeys = new Map<string, string>()
  /** Keys of PIN and track of the latest sign-in, by terminal. */
  readonly #cardKeys = new Map<string, { pinKey: string; trackKey: string }>()
  /** The next sign-in's keys get check values that are not theirs. */
  spoilsCheckValues = false
  /** Codes that the next sales get whatever the card is. */
  readonly forced: string[] = []

  constructor(settings: HostSettings, book: Book) {
    this.#settings = settings
    this.#book = book
  }

  /** Forgets the terminals' MAC keys, as after a restart: they have to sign in again. */
  forgetKeys(): void {
    this.#macKeys.clear()
  }

  /** Code over an answer's bytes; null where the terminal has no key. */
  coder(terminalNo: string): ((hex: string) => string) | null {
    const key = this.#macKeys.get(terminalNo)
    return key === undefined ? null : (hex) => codeOver(key, hex)
  }

  /** The answer's fields, without those that echo the question. */
  answer(message: Received): Record<number, string> {
    const { f, type } = message
    const terminalNo = f[41] ?? ''
    if (f[42] !== this.#settings.merchantNo) return { 39: '03' }
    if (!this.#settings.terminals.includes(terminalNo)) return { 39: '97' }
    if (type === '0800') return this.#signIn(terminalNo)
    if (type === '0500') return this.#settle(message)
    if (type === '0320') return this.#upload(message)
    if (this.coder(terminalNo)?.(message.guarded) !== f[64]) return { 39: 'A0' }
    if (type === '0200') return this.#sell(message)
    if (type === '0400') return this.#reverse(message)
    if (type === '0220') return this.#refund(message)
    return { 39: '12' }
  }

  #signIn(terminalNo: string): Record<number, string> {
    const { macMasterKey, masterKey, workingKeys, pinKey, trackKey } = this.#settings
    const macKey = newKey()
    const keys = workingKeys === 'renewed' ? { pinKey: newKey(), trackKey: newKey() } : { pinKey, trackKey }
    this.#macKeys.set(terminalNo, macKey)
    this.#cardKeys.set(terminalNo, keys)
    const sealed = (key: string): string => {
      const whole = wrapped(masterKey, key)
      return this.spoilsCheckValues ? `${whole.slice(0, 32)}00000000` : whole
    }
    return {
      39: '00',
      37: '0'.repeat(12),
      62: sealed(keys.pinKey) + wrapped(macMasterKey, macKey) + sealed(keys.trackKey),
    }
  }

  #sell({ f }: Received): Record<number, string> {
    const forced = this.forced.shift()
    if (forced !== undefined) return { 39: forced }
    const { now } = this.#settings
    const { pinKey, trackKey } = this.#cardKeys.get(f[41] ?? '') ?? this.#settings
    const track = trackIn(trackKey, f[35] ?? '')
    if (!track || f[3] !== '000000' || f[49] !== '156') return { 39: '30' }
    const pin = f[52] === undefined ? null : pinIn(pinKey, f[52], track.pan)
    if (f[52] !== undefined && pin === null) return { 39: '99', 2: track.pan }
    const order = {
      ...traceOf(f),
      fen: Number(f[4]),
      at: now(),
      pan: track.pan,
      orderNo: (f[63] ?? '').slice(3),
    }
    const sold = this.#book.sell(order, pin)
    return typeof sold === 'string'
      ? { 39: sold, 2: track.pan }
      : { ...postedOf(sold), 2: track.pan, 14: track.expiry }
  }

  #reverse({ f }: Received): Record<number, string> {
    const { terminalNo } = traceOf(f)
    const origin = f[61] ?? ''
    const { reversalUnknown } = this.#settings
    const code = this.#book.reverse(
      terminalNo,
      origin.slice(0, 6),
      origin.slice(6, 12),
      Number(f[4]),
      reversalUnknown,
    )
    const taken = this.#book.find(terminalNo, origin.slice(0, 6), origin.slice(6, 12))
    return { 39: code, ...(code === '00' && taken ? { 37: taken.reference } : {}) }
  }

  #refund({ f }: Received): Record<number, string> {
    const origin = f[61] ?? ''
    const order = {
      ...traceOf(f),
      fen: Number(f[4]),
      at: this.#settings.now(),
      refundNo: (f[63] ?? '').slice(3),
    }
    const given = this.#book.refund(order, {
      batch: origin.slice(0, 6),
      stan: origin.slice(6, 12),
      reference: f[37] ?? '',
    })
    return typeof given === 'string' ? { 39: given } : postedOf(given)
  }

  /** Totals agree: 1; else 2, and the terminal sends its trades one by one (批上送). */
  #settle({ f }: Received): Record<number, string> {
    const { terminalNo, batch } = traceOf(f)
    const told = f[48] ?? ''
    if (!/^\d{62}$/.test(told)) return { 39: '30' }
    const { sales, salesFen, refunds, refundsFen } = this.#book.totals(terminalNo, batch)
    const ours = digits(salesFen, 12) + digits(sales, 3) + digits(refundsFen, 12) + digits(refunds, 3)
    const isEven = told.slice(0, 30) === ours
    this.#book.settle(terminalNo, batch, isEven)
    return { 39: '00', 48: `${told.slice(0, 30)}${isEven ? 1 : 2}${told.slice(31)}` }
  }

  #upload({ f }: Received): Record<number, string> {
    const { terminalNo, batch } = traceOf(f)
    const told = f[48] ?? ''
    if ((f[60] ?? '').slice(8, 11) === '202')
      return { 39: this.#book.endUpload(terminalNo, batch, Number(told)) ? '00' : '96' }
    const count = Number(told.slice(0, 2))
    if (told.length !== 2 + 40 * count || count > 8) return { 39: '30' }
    for (let at = 2; at < told.length; at += 40)
      this.#book.upload(terminalNo, batch, {
        ...{ isRefund: told.slice(at, at + 2) === '02', stan: told.slice(at + 2, at + 8) },
        fen: Number(told.slice(at + 28, at + 40)),
      })
    return { 39: '00' }
  }
}

/** What every answer says of its question, and the host's time. */
export function echoed({ tpdu, header, type, f }: Received, now: number): HostMessage {
  const kept = [3, 4, 11, 25, 41, 42, 49, 60].filter((number) => f[number] !== undefined)
  const stamp = stampOf(now)
  return {
    tpdu: `60${tpdu.slice(6)}${tpdu.slice(2, 6)}`,
    header,
    type: `${type.slice(0, 2)}${Number(type.slice(2)) + 10}`,
    f: {
      ...Object.fromEntries(kept.map((number) => [number, f[number] ?? ''])),
      12: stamp.slice(8),
      13: stamp.slice(4, 8),
      15: stamp.slice(4, 8),
      32: '01041000',
    },
  }
}

function traceOf(f: Record<number, string>): { terminalNo: string; batch: string; stan: string } {
  return { terminalNo: f[41] ?? '', batch: (f[60] ?? '').slice(2, 8), stan: f[11] ?? '' }
}

const postedOf = ({ reference, approval }: Trade): Record<number, string> => ({
  37: reference,
  38: approval,
  39: '00',
  44: '03010000   01041000   ',
})

const digits = (value: number, length: number): string => String(value).padStart(length, '0')
