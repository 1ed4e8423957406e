import type { Clock } from '../../clock.ts'
import type { FrameReader } from '../../frame/frame-reader.ts'
import { CONTROL_BYTE } from '../../frame/sized-frame.ts'
import type { ReaderMessage } from '../../frame/sized-frame.ts'
import type { Line } from '../../link/link.ts'
import { Exchange } from '../common/exchange.ts'
import type { Talk, TalkCounters } from '../common/exchange.ts'
import type { CommandAnswer, Command, Dialect } from './dialect.ts'
import type { ReaderTiming } from './reader-timing.ts'

type Parts = {
  line: Line
  clock: Clock
  dialect: Dialect
  address: number
  timing: ReaderTiming
  counters: TalkCounters
  /** Bytes per second of the line, if bounded. */
  pace: number | undefined
}

const SENDINGS = 3
const MARKER_TRIES = 3

/**
 * Commands and answers on one opening of the line. A command is acknowledged first; only what comes after that is
 * taken for its answer, so that an answer the reader repeats never counts for the next command.
 */
export class Conversation {
  readonly #parts: Parts
  readonly #exchange: Exchange<ReaderMessage>

  constructor(parts: Parts) {
    const { line, clock, dialect, address, timing, counters } = parts
    this.#parts = parts
    const { marker } = dialect
    this.#exchange = new Exchange({
      line,
      clock,
      counters,
      reader: politeReader(parts),
      gapMs: timing.gapMs,
      onEvent: (message) => message.kind !== 'text',
      marker: {
        bytes: dialect.encode(marker, address),
        match: (message) => this.#answerTo(marker, message),
        answerMs: timing.ackMs + timing.quickMs,
        tries: MARKER_TRIES,
      },
    })
  }

  get alive(): boolean {
    return this.#parts.line.alive
  }

  receive(bytes: Uint8Array): void {
    this.#exchange.receive(bytes)
  }

  end(): void {
    this.#exchange.end()
  }

  drop(): void {
    this.#parts.line.drop('silent')
  }

  /**
   * Asks one thing. `undefined` when no answer came; whether the command was carried out is not known then, unless it
   * was one that may be repeated and never was acknowledged. What must not be done twice is sent once: even NAK is a
   * single byte, and may be an acknowledgement that noise has changed.
   */
  ask(command: Command): Promise<CommandAnswer | undefined> {
    return this.#exchange.turn((talk) => this.#ask(talk, command))
  }

  async #ask(talk: Talk<ReaderMessage>, command: Command): Promise<CommandAnswer | undefined> {
    const { line, counters, dialect } = this.#parts
    // A reader that waits for a word after its acknowledgement has done nothing while none was heard.
    const waitsForWord = dialect.manners.onAck !== undefined
    const tries = command.repeatable || waitsForWord ? SENDINGS : 1
    for (let sending = 1; line.alive && sending <= tries; sending += 1) {
      if (sending > 1) counters.retries += 1
      const { heard, answer } = await this.#send(talk, command)
      if (heard === 'ack') return answer
      if (heard === 'nak') counters.naks += 1
    }
    return undefined
  }

  async #send(talk: Talk<ReaderMessage>, command: Command) {
    const { dialect, address, timing, pace } = this.#parts
    const bytes = dialect.encode(command, address)
    const ackMs = timing.ackMs + (pace ? (bytes.length / pace) * 1_000 : 0)
    let taken = false
    let refused = false
    let spoken = false
    const ack = talk.expect(({ kind }) => {
      if (kind === 'ack') taken = true
      if (kind === 'nak') refused = true
      if (kind === 'text') spoken = true
      // NAK may be noise before the true acknowledgement: what cannot be asked again waits for that.
      return kind === 'ack' || (kind === 'nak' && command.repeatable) ? kind : undefined
    }, ackMs)
    const answerMs = command.pace === 'slow' ? timing.slowMs : timing.quickMs
    const answer = talk.expect(
      (message) => (taken ? this.#answerTo(command, message) : undefined),
      ackMs + answerMs,
    )
    await talk.send(bytes)
    const heard = (await ack.promise) ?? (refused && !spoken ? 'nak' : undefined)
    if (heard !== 'ack') {
      answer.cancel()
      return { heard }
    }
    return { heard, answer: (await answer.promise) ?? (await this.#cancel(talk, command)) }
  }

  /** Breaks a command off. Its answer may cross with that, and still counts: it was acknowledged and is its own. */
  async #cancel(talk: Talk<ReaderMessage>, command: Command): Promise<CommandAnswer | undefined> {
    const { dialect, line, timing } = this.#parts
    if (!line.alive) return undefined
    const last = talk.expect<CommandAnswer | 'eot'>(
      (message) => (message.kind === 'eot' ? 'eot' : this.#answerTo(command, message)),
      timing.cancelMs,
    )
    await talk.send(dialect.cancel)
    const heard = await last.promise
    return heard === 'eot' ? undefined : heard
  }

  #answerTo(command: Command, message: ReaderMessage): CommandAnswer | undefined {
    const { dialect, address } = this.#parts
    if (message.kind !== 'text' || message.address !== address) return undefined
    return dialect.decode(message.text, command)
  }
}

/** Broken frames in a row that are answered by NAK; more mean that the line is bad, not the frame. */
const NAKS_IN_ROW = 3
const nak = Uint8Array.of(CONTROL_BYTE.nak)

/** Says at once what the protocol owes to the other side for what was heard. */
function politeReader({ line, dialect, address }: Parts): FrameReader<ReaderMessage> {
  const reader = dialect.createReader()
  const { onAck, onText } = dialect.manners
  let broken = 0
  const say = (bytes: Uint8Array | undefined) => bytes && void line.write(bytes)
  const hear = (messages: ReaderMessage[]) => {
    for (const message of messages) {
      if (message.kind === 'ack') say(onAck)
      if (message.kind === 'broken' && (broken += 1) <= NAKS_IN_ROW) say(nak)
      if (message.kind !== 'text' || message.address !== address) continue
      broken = 0
      say(onText)
    }
    return messages
  }
  return {
    push: (chunk) => hear(reader.push(chunk)),
    expire: () => hear(reader.expire()),
    get noiseBytes() {
      return reader.noiseBytes
    },
    get heldBytes() {
      return reader.heldBytes
    },
  }
}
