import type { Clock } from '../../clock.ts'
import type { FrameReader } from '../../frame/frame-reader.ts'
import type { ScannerFrame, ScannerReaderOptions } from '../../frame/scanner-line.ts'
import type { Line } from '../../link/link.ts'
import { Exchange } from '../common/exchange.ts'
import type { Question, TalkCounters } from '../common/exchange.ts'
import type { DeviceError } from '../common/status.ts'
import type { ScannerCommand, ScannerDialect } from './scanner-dialects.ts'

type Reply = Extract<ScannerFrame, { kind: 'reply' }>

type Parts = {
  line: Line
  clock: Clock
  counters: TalkCounters
  dialect: ScannerDialect
  reading: ScannerReaderOptions
  /** Hears each code and each line that is none. */
  hear: (frame: ScannerFrame) => void
}

const ANSWER_MS = 500
const ALIVE_MS = 300
const TRIES = 2
/** The bytes of a code come without a pause. */
const GAP_MS = 100
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const refused: DeviceError = { code: 'refused', action: 'configuration' }

/** The talk with a scanner on one line. */
export class ScannerTalk {
  readonly #exchange: Exchange<ScannerFrame>
  readonly #dialect: ScannerDialect
  readonly #counters: TalkCounters
  readonly #reader: FrameReader<ScannerFrame>
  #isAliveDue = false

  constructor({ line, clock, counters, dialect, reading, hear }: Parts) {
    this.#dialect = dialect
    this.#counters = counters
    this.#reader = dialect.createReader({ ...reading, isAliveDue: () => this.#isAliveDue })
    const { query } = dialect
    this.#exchange = new Exchange({
      line,
      clock,
      reader: this.#reader,
      gapMs: GAP_MS,
      counters,
      ...(query && { marker: question(query.bytes, query.reply) }),
      onEvent: (frame) => {
        if (frame.kind === 'code' || frame.kind === 'refused') hear(frame)
        // Whether a code counts is counted by whoever hears it.
        return frame.kind === 'code' || frame.kind === 'refused'
      },
    })
  }

  /** Whether a line has begun and not ended. */
  get isInLine(): boolean {
    return this.#reader.heldBytes > 0
  }

  receive(bytes: Uint8Array): void {
    this.#exchange.receive(bytes)
  }

  end(): void {
    this.#exchange.end()
  }

  /** Lights the scanner; `undefined` when that went well or it reads all the time. */
  async light(): Promise<DeviceError | undefined> {
    const { trigger } = this.#dialect
    if (!trigger) return undefined
    return this.#order(trigger.on)
  }

  /** Puts the scanner out. When this is done, all it had read before has been heard. */
  async putOut(): Promise<boolean> {
    const { trigger, query } = this.#dialect
    if (!trigger) return true
    const failure = await this.#order(trigger.off)
    if (failure) return failure === refused
    return trigger.off.reply !== undefined || !query || (await this.#ask(query)) !== undefined
  }

  /** What the scanner says of itself. */
  async identity(): Promise<string | undefined> {
    const { maker, query } = this.#dialect
    if (!query) return 'scanner, line open'
    const reply = await this.#ask(query)
    return reply && `${maker} scanner, ${reply.command}`
  }

  /** Whether the scanner is there; a sign of life is only asked for when no code is about to come. */
  async isAlive(isScanning: boolean): Promise<boolean> {
    const { signOfLife, query } = this.#dialect
    if (signOfLife && !isScanning && (await this.#sign(signOfLife))) return true
    return !query || (await this.#ask(query)) !== undefined
  }

  async #sign(bytes: Uint8Array): Promise<boolean> {
    const match = (frame: ScannerFrame) => (frame.kind === 'alive' ? frame : undefined)
    this.#isAliveDue = true
    const sign = await this.#exchange.ask({ bytes, match, answerMs: ALIVE_MS })
    this.#isAliveDue = false
    return sign !== undefined
  }

  async #order({ bytes, reply }: ScannerCommand): Promise<DeviceError | undefined> {
    if (reply === undefined) {
      const sent = await this.#exchange.turn((talk) => talk.send(bytes))
      return sent?.ok ? undefined : noAnswer
    }
    const answer = await this.#ask({ bytes, reply })
    if (!answer) return noAnswer
    if (answer.result === 'ack') return undefined
    this.#counters.naks += 1
    return refused
  }

  #ask({ bytes, reply }: Required<ScannerCommand>): Promise<Reply | undefined> {
    return this.#exchange.ask(question(bytes, reply))
  }
}

function question(bytes: Uint8Array, reply: string): Question<ScannerFrame, Reply> {
  return {
    bytes,
    match: (frame) => (frame.kind === 'reply' && frame.command.startsWith(reply) ? frame : undefined),
    answerMs: ANSWER_MS,
    tries: TRIES,
  }
}
