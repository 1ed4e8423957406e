import type { Clock } from '../../clock.ts'
import { createSamReader, encodeSamRequest, RECORD_LENGTH, SAM_COMMAND } from '../../frame/sdt-sam.ts'
import type { SamReply } from '../../frame/sdt-sam.ts'
import type { Line } from '../../link/link.ts'
import { Exchange } from '../common/exchange.ts'
import type { Question, Talk, TalkCounters } from '../common/exchange.ts'
import { isMisheard } from './sam-errors.ts'

/** How long the reader may take for its answers, ms. */
export type SamTiming = {
  answerMs: number
  /** For reading a card: the talk by radio and 1,295 bytes, which take 1.35 s at 9600. */
  readMs: number
}

export const usualSamTiming: SamTiming = { answerMs: 800, readMs: 5_000 }

const GAP_MS = 200
const TRIES = 3
const OK = 0x90
const FOUND = 0x9f
const NOT_FOUND = 0x80
const NOT_SELECTED = 0x81
const SELF_TEST_FAILED = 0x60

/** The outcome of one look for a card. */
export type Look =
  | { kind: 'none' }
  /** A card lies there, and that was all one wanted to know. */
  | { kind: 'found' }
  | { kind: 'record'; record: Uint8Array }
  /** The reader said what is wrong, by SW3. */
  | { kind: 'failed'; status: number }
  /** No answer; `reading` when a card had been found before. */
  | { kind: 'silent'; reading: boolean }

/** The talk with a module on one line. */
export class SamTalk {
  readonly #exchange: Exchange<SamReply>
  readonly #timing: SamTiming
  readonly #counters: TalkCounters

  constructor(line: Line, clock: Clock, counters: TalkCounters, timing: SamTiming) {
    this.#timing = timing
    this.#counters = counters
    // The number of the module is like no other answer: once it is there, no card's text can still be on its way.
    const marker = { ...this.#question('number'), tries: 2 }
    this.#exchange = new Exchange({ line, clock, reader: createSamReader(), gapMs: GAP_MS, counters, marker })
  }

  receive(bytes: Uint8Array): void {
    this.#exchange.receive(bytes)
  }

  end(): void {
    this.#exchange.end()
  }

  /** The number of the module as text, or SW3 when it does not give it. */
  async number(): Promise<string | number | undefined> {
    const reply = await this.#exchange.ask(this.#question('number'))
    if (reply?.kind === 'number') return numberText(reply.number)
    return reply?.kind === 'status' ? reply.status : undefined
  }

  /** SW3 of the module's own test: 90 when all is well. A failed test is made once more after a reset. */
  status(): Promise<number | undefined> {
    return this.#exchange.turn(async (talk) => {
      const first = await this.#ask(talk, 'status')
      if (first?.kind !== 'status' || first.status !== SELF_TEST_FAILED) return statusOf(first)
      if (!(await this.#ask(talk, 'reset'))) return undefined
      return statusOf(await this.#ask(talk, 'status'))
    })
  }

  /** Looks for a card; when there is one and `wanted` says so, now and after each step, selects and reads it. */
  async look(wanted: () => boolean): Promise<Look> {
    let reading = false
    const look = await this.#exchange.turn(async (talk): Promise<Look | undefined> => {
      const search = await this.#ask(talk, 'find')
      if (search?.kind !== 'status') return undefined
      if (search.status === NOT_FOUND) return { kind: 'none' }
      if (search.status !== FOUND) return { kind: 'failed', status: search.status }
      if (!wanted()) return { kind: 'found' }
      reading = true
      return this.#read(talk, wanted)
    })
    return look ?? { kind: 'silent', reading }
  }

  async #read(talk: Talk<SamReply>, wanted: () => boolean): Promise<Look | undefined> {
    const selected = await this.#ask(talk, 'select')
    if (selected?.kind !== 'status') return undefined
    if (selected.status !== OK) return { kind: 'failed', status: selected.status }
    if (!wanted()) return { kind: 'found' }
    const text = await this.#ask(talk, 'read')
    if (text?.kind === 'status') return { kind: 'failed', status: text.status }
    return text?.kind === 'record' ? text : undefined
  }

  /** Asks, and anew when the reader did not hear rightly: it has answered, so nothing is left on the line. */
  async #ask(talk: Talk<SamReply>, command: Asked): Promise<SamReply | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await talk.ask(this.#question(command))
      if (reply?.kind !== 'status' || !isMisheard(reply.status)) return reply
      this.#counters.naks += 1
      if (attempt === TRIES) return reply
    }
  }

  #question(command: Asked): Question<SamReply, SamReply> {
    const { answerMs, readMs } = this.#timing
    return {
      bytes: encodeSamRequest(SAM_COMMAND[command]),
      match: (reply) => (answers[command](reply) ? reply : undefined),
      answerMs: command === 'read' ? readMs : answerMs,
    }
  }
}

type Asked = 'number' | 'status' | 'reset' | 'find' | 'select' | 'read'

/** What can be an answer to each, as far as answers differ: one that came twice is not taken for the next. */
const answers: Readonly<Record<Asked, (reply: SamReply) => boolean>> = {
  number: (reply) =>
    reply.kind === 'number' || (reply.kind === 'status' && reply.status === SELF_TEST_FAILED),
  status: (reply) => isStatus(reply, 0) && !isOfCard(reply),
  reset: (reply) => isStatus(reply, 0) && !isOfCard(reply),
  find: (reply) => reply.kind === 'status' && reply.status !== OK && reply.status !== NOT_SELECTED,
  select: (reply) => isStatus(reply, 8) && reply.status !== FOUND && reply.status !== NOT_FOUND,
  read: (reply) => reply.kind === 'record' || (isStatus(reply, undefined) && !isOfCard(reply)),
}

type StatusReply = Extract<SamReply, { kind: 'status' }>

/** An error, or a good answer with so many bytes of data; `undefined` stands for more than a card's text. */
function isStatus(reply: SamReply, length: number | undefined): reply is StatusReply {
  if (reply.kind !== 'status' || reply.status !== OK) return reply.kind === 'status'
  return length === undefined ? reply.length >= RECORD_LENGTH : reply.length === length
}

/** Whether only a search or a selection is answered so. */
function isOfCard({ status }: StatusReply): boolean {
  return status === FOUND || status === NOT_FOUND || status === NOT_SELECTED
}

function statusOf(reply: SamReply | undefined): number | undefined {
  return reply?.kind === 'status' ? reply.status : undefined
}

/** The number as it is printed on the module: standard, date of making, running number, check. */
function numberText(number: Uint8Array): string {
  const view = new DataView(number.buffer, number.byteOffset, number.length)
  const digits = (value: number, room: number) => String(value).padStart(room, '0')
  const [standard, maker] = [view.getUint16(0, true), view.getUint16(2, true)]
  const parts = [
    digits(view.getUint32(4, true), 8),
    ...[8, 12].map((at) => digits(view.getUint32(at, true), 10)),
  ]
  return [`${digits(standard, 2)}.${digits(maker, 2)}`, ...parts].join('-')
}
