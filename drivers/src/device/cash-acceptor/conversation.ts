import { deadline } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { Line } from '../../link/link.ts'
import { Waits } from '../../waits.ts'
import { Exchange } from '../common/exchange.ts'
import type { Question, TalkCounters } from '../common/exchange.ts'
import type { CashTiming } from './cash-acceptor.ts'
import type { Accept, Ask, Dialect, DialectState, Wire, Wishes } from './dialect.ts'

/** Between two polls of an acceptor that takes nothing: less than the 10 s after which an SSP device gives its host up. */
const IDLE_POLL_MS = 1_000
/** The same question does not go out again sooner. */
const SHORTEST_REPEAT_MS = 50
const LONGEST_ANSWER_MS = 3_600_000

/** What a conversation is held for. */
export type Listener<Name extends string, Reply> = {
  /** Before the first question: makes the memory ready for a fresh line. */
  begin(): Promise<void>
  wishes(): Wishes
  /** Judges an answer and keeps what follows from it; false when that could not be kept. */
  hear(asked: Ask<Name>, reply: Reply | undefined, accept: Accept): Promise<boolean>
}

type Parts<State extends DialectState, Name extends string, Reply> = {
  line: Line
  clock: Clock
  dialect: Dialect<State, Name, Reply>
  wire: Wire<Reply>
  /** Where the configuration has other times than the wire. */
  timing: Partial<CashTiming>
  counters: TalkCounters
  listener: Listener<Name, Reply>
}

/**
 * The talk with an acceptor on one line: asks what its dialect wants asked, when it is time, and has each answer judged
 * before the next question.
 */
export class Conversation<State extends DialectState, Name extends string, Reply> {
  /** Where the dialect stands; whoever judges an answer takes it further. */
  state: State
  readonly line: Line
  readonly #parts: Parts<State, Name, Reply>
  readonly #exchange: Exchange<Reply>
  readonly #waits: Waits
  readonly #pollMs: number
  readonly #answerMs: number
  readonly #askedAt = new Map<string, number>()
  /** Somebody waits for the next answer. */
  #pollsNow = false

  constructor(parts: Parts<State, Name, Reply>) {
    const { line, clock, dialect, wire, timing, counters } = parts
    this.#parts = parts
    this.line = line
    this.state = dialect.begin()
    this.#waits = new Waits(clock)
    this.#pollMs = timing.pollMs ?? wire.pollMs
    this.#answerMs = timing.answerMs ?? wire.answerMs
    this.#exchange = new Exchange<Reply>({
      line,
      clock,
      reader: wire.reader,
      gapMs: wire.gapMs,
      counters,
      onEvent: (reply) => this.#unasked(reply),
      ...(wire.marker !== 'sequenceFlag' && { marker: wire.marker }),
    })
  }

  /** Asks and has judged until the line ends; drops a line that is silent, or whose answers cannot be kept. */
  async run(): Promise<void> {
    const { line, clock, dialect, listener } = this.#parts
    await listener.begin()
    while (line.alive) {
      const wishes = listener.wishes()
      const asked = dialect.next(this.state, wishes)
      const waitMs = this.#waitMs(asked, this.#isIdle(wishes) ? IDLE_POLL_MS : this.#pollMs)
      if (waitMs > 0) {
        await this.#waits.woken(waitMs)
        continue
      }
      this.#askedAt.set(keyOf(asked), clock.monotonic())
      this.#pollsNow = false
      const reply = await this.#ask(asked)
      if (!line.alive) return
      if (reply === undefined && !asked.unanswered) return line.drop('silent')
      if (!(await listener.hear(asked, reply, wishes.accept))) return line.drop('failed')
      this.#waits.step()
    }
  }

  receive(bytes: Uint8Array): void {
    this.#exchange.receive(bytes)
  }

  /** The line is gone: nobody waits any longer. */
  end(): void {
    this.#exchange.end()
    this.#waits.wake()
  }

  /** Other things are wished for: looks at them at once. */
  wake(): void {
    this.#waits.wake()
  }

  /** Polls at once; true when the acceptor answered in time. */
  poll(): Promise<boolean> {
    this.#pollsNow = true
    this.#waits.wake()
    return this.#waits.next(this.#answerMs * this.#parts.wire.tries)
  }

  /** True when `isDone` holds, now or after an answer; false when it does not in time. */
  until(isDone: () => boolean, ms: number): Promise<boolean> {
    return this.#waits.until(isDone, ms)
  }

  /** How long to wait before this question goes out: polls at their pace, others at once, but not over and over. */
  #waitMs(asked: Ask<Name>, pollMs: number): number {
    if (asked.unanswered) return 0
    const before = this.#askedAt.get(keyOf(asked)) ?? Number.NEGATIVE_INFINITY
    const pauseMs = asked.paced ? pollMs : Math.min(SHORTEST_REPEAT_MS, this.#pollMs)
    return before + pauseMs - this.#parts.clock.monotonic()
  }

  /** Whether nothing can come in and nothing is under way, so that a slower pace is enough. */
  #isIdle({ memory, accept }: Wishes): boolean {
    if (this.#pollsNow || this.#parts.timing.pollMs !== undefined) return false
    const { ready, applied } = this.state
    return ready && applied === 0 && accept === 'none' && memory.note === null
  }

  #ask(asked: Ask<Name>): Promise<Reply | undefined> {
    const { dialect, wire } = this.#parts
    const question: Question<Reply, Reply> = {
      bytes: wire.encode(asked.bytes),
      match: (reply: Reply) => (dialect.answers(this.state, asked, reply) ? reply : undefined),
      answerMs: this.#answerMs,
      tries: asked.once ? 1 : wire.tries,
    }
    if (asked.unanswered)
      return this.#exchange.turn((turn) => turn.send(question.bytes)).then(() => undefined)
    if (wire.marker === 'sequenceFlag') return this.#askFlagged(question)
    if (wire.isAnonymous) return this.#askAndClear(question)
    return this.#exchange.ask(question)
  }

  /**
   * Asks in a protocol whose answers carry the flag of their question: a repeat is answered with the same answer and not
   * carried out again, and a late answer never has the flag of the next question, so a miss needs no marker.
   */
  #askFlagged<T>({ bytes, match, tries = 1 }: Question<Reply, T>): Promise<T | undefined> {
    const { clock, counters } = this.#parts
    return this.#exchange.turn(async (turn) => {
      for (let attempt = 1; attempt <= tries; attempt += 1) {
        if (attempt > 1) counters.retries += 1
        const answer = turn.expect(match, LONGEST_ANSWER_MS)
        const sent = await turn.send(bytes)
        const cancel = deadline(clock, this.#answerMs, answer.cancel)
        const value = await answer.promise
        cancel()
        if (value !== undefined) return value
        if (!sent.ok) return undefined
        counters.timeouts += 1
      }
      return undefined
    })
  }

  /**
   * Asks on a shared line whose answers do not name their sender. When an answer was missed it may still come, and
   * would be taken for that of whoever speaks next: so the marker is asked before the line is passed on, and all that
   * comes before its answer is thrown away.
   */
  #askAndClear<T>(question: Question<Reply, T>): Promise<T | undefined> {
    const { counters } = this.#parts
    return this.#exchange.turn(async (turn) => {
      const missedBefore = counters.timeouts
      const value = await turn.ask(question)
      if (counters.timeouts > missedBefore) await turn.clear()
      return value
    })
  }

  #unasked(reply: Reply): boolean {
    const { wire, counters } = this.#parts
    if (wire.isNak?.(reply)) counters.naks += 1
    return wire.isEcho?.(reply) ?? false
  }
}

/** The first byte is the command, or a flag that differs with each sending. */
function keyOf({ name, bytes }: Ask<string>): string {
  return `${name} ${bytes.slice(1).join(' ')}`
}
