import type { Clock, Log } from '@service-hall/server-kit'
import { chinaDigits } from '../china-digits.ts'
import { encodeMessage } from './iso8583/message.ts'
import type { Fields } from './iso8583/fields.ts'
import type { Message, MessageIn } from './iso8583/message.ts'
import { HostLine, exchangeKey } from './line.ts'
import type { Heard } from './line.ts'
import { isMacOf, macOf } from './mac.ts'
import type { DesKey } from './mac.ts'
import type { BankCardSettings } from './settings.ts'
import type { WorkingKeys } from '../port.ts'
import { macKeyOf, sealedKeysOf } from './working-key.ts'

/** A terminal of the acquirer's that this hall has. */
export type Terminal = {
  /** Field 41. */
  no: string
  master: DesKey
  /** From the latest sign-in; null: it has to sign in first. */
  mac: DesKey | null
  /** Day of it, `YYYYMMDD` in China: keys are changed daily. */
  signedInOn: string
  /** What the terminal itself enciphers with, from the same sign-in; sealed, and in memory only. */
  sealed: Omit<WorkingKeys, 'is'> | null
}

/** What became of a request to the host. `notSent` is certain; `badMac`: something answered that cannot be believed. */
export type Exchanged =
  | { is: 'answer'; code: string; fields: Fields }
  | { is: 'notSent'; why: string }
  | { is: 'noAnswer'; why: string }
  | { is: 'badMac' }

/** Why a sale did not leave whose card was read with keys of before the latest sign-in. */
export const STALE = 'keysRenewed'

export type Request = {
  type: '0200' | '0220' | '0320' | '0400' | '0500'
  batch: number
  stan: number
  /** Without 11, 41, 42 and 64; field 60 is made from these: type of trade and network information. */
  trade: string
  network?: string
  fields: ReadonlyMap<number, string>
  /** Settlement goes without (docs/bank-card.md). */
  hasMac: boolean
}

/** Trace numbers of what the channel sends of itself: sign-ins and settlements. Charges and refunds have those of the hall. */
const OWN_TRACE_FROM = 900_000
const OWN_TRACES = 100_000
/** Terminal with chip and contactless, no fallback asked for (fields 60.4 and 60.5). */
const ABILITY = '60'
/** Sign-in with double-length keys, track key among them (field 60.3). */
const SIGN_IN = '004'
const OPERATOR = '001'

/** The acquirer's host as the channel asks it: signs in, guards each message by its code, believes no other. */
export class AcquirerHost {
  readonly #settings: BankCardSettings
  readonly #clock: Clock
  readonly #log: Log
  readonly #line: HostLine
  readonly #signingIn = new Map<string, Promise<string | null>>()
  #trace: number

  constructor(
    settings: BankCardSettings,
    { clock, log }: { clock: Clock; log: Log },
    onLate: (message: MessageIn) => void,
  ) {
    this.#settings = settings
    this.#clock = clock
    this.#log = log
    const { host, port, connectMs, frameMs } = settings
    this.#line = new HostLine({ host, port, connectMs, frameMs, clock, log }, onLate)
    this.#trace = Math.floor(clock.now() / 1_000) % OWN_TRACES
  }

  /**
   * Signs in where that is due, and asks. `mayGo` is looked at just before the question leaves: false, and it does not.
   */
  async exchange(
    terminal: Terminal,
    request: Request,
    mayGo: () => boolean = () => true,
  ): Promise<Exchanged> {
    const fault = await this.signedIn(terminal, request.batch)
    if (fault !== null) return { is: 'notSent', why: fault }
    if (!mayGo()) return { is: 'notSent', why: STALE }
    const { mac } = terminal
    const message = this.#messageOf(terminal, request)
    const bytes = encodeMessage(message, request.hasMac && mac ? (block) => macOf(mac, block) : null)
    const heard = await this.#line.ask(
      bytes,
      exchangeKey(answerType(request.type), message),
      this.#settings.answerMs,
    )
    return this.#judge(terminal, request, heard)
  }

  /** Whether a message is the host's, by the terminal's key. */
  isGenuine(terminal: Terminal, message: MessageIn): boolean {
    return terminal.mac !== null && isMacOf(terminal.mac, message.macBlock, message.fields.get(64))
  }

  /** A trace number for what the host keeps no account of: sign-ins, settlements. */
  ownTrace(): number {
    this.#trace = (this.#trace + 1) % OWN_TRACES
    return OWN_TRACE_FROM + this.#trace
  }

  stop(): void {
    this.#line.stop()
  }

  #judge(terminal: Terminal, request: Request, heard: Heard): Exchanged {
    if (heard.is !== 'answer') return heard
    const { message } = heard
    const isGenuine = !request.hasMac || this.isGenuine(terminal, message)
    // The host may have changed its key; what it wants done stands in the header's sixth digit (处理要求).
    if (!isGenuine || message.header[5] === '3') terminal.mac = null
    if (!isGenuine) {
      this.#log.warn('bankCard.badMac', { terminal: terminal.no, type: message.type })
      return { is: 'badMac' }
    }
    return { is: 'answer', code: message.fields.get(39) ?? '', fields: message.fields }
  }

  #messageOf(terminal: Terminal, request: Request): Message {
    const { trade, batch, network = '000' } = request
    return this.#message(terminal, request.type, [
      ...request.fields,
      [11, digits(request.stan, 6)],
      [60, trade + digits(batch, 6) + network + ABILITY],
    ])
  }

  #message(terminal: Terminal, type: string, fields: (readonly [number, string])[]): Message {
    const { tpdu, header, merchantNo } = this.#settings
    return { tpdu, header, type, fields: new Map([...fields, [41, terminal.no], [42, merchantNo]]) }
  }

  /** Signs in where that is due; answers why it could not. */
  async signedIn(terminal: Terminal, batch: number): Promise<string | null> {
    if (terminal.mac && terminal.signedInOn === this.#today()) return null
    const underWay = this.#signingIn.get(terminal.no) ?? this.#signIn(terminal, batch)
    this.#signingIn.set(terminal.no, underWay)
    try {
      return await underWay
    } finally {
      this.#signingIn.delete(terminal.no)
    }
  }

  async #signIn(terminal: Terminal, batch: number): Promise<string | null> {
    const message = this.#message(terminal, '0800', [
      [11, digits(this.ownTrace(), 6)],
      [60, `00${digits(batch, 6)}${SIGN_IN}`],
      [63, OPERATOR],
    ])
    const key = exchangeKey('0810', message)
    const heard = await this.#line.ask(encodeMessage(message, null), key, this.#settings.answerMs)
    if (heard.is !== 'answer') return `no sign-in: ${heard.why}`
    const { fields } = heard.message
    if (fields.get(39) !== '00') return `sign-in refused: ${fields.get(39)}`
    terminal.mac = macKeyOf(terminal.master, fields.get(62), this.#settings.macKey)
    terminal.sealed = sealedKeysOf(fields.get(62))
    terminal.signedInOn = this.#today()
    this.#log.info('bankCard.signedIn', { terminal: terminal.no, hasKey: terminal.mac !== null })
    return terminal.mac ? null : 'the key of the sign-in is not under our master key'
  }

  #today(): string {
    return chinaDigits(this.#clock.now()).slice(0, 8)
  }
}

export const digits = (value: number, length: number): string => String(value).padStart(length, '0')

const answerType = (type: string): string =>
  type.slice(0, 2) + String(Number(type.slice(2)) + 10).padStart(2, '0')
