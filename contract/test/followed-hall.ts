import type { FactBatch, FactEntry } from '../src/facts.ts'
import type { Refusal } from '../src/refusal.ts'
import type { BusinessDay } from '../src/time.ts'
import { emptyView, evolve } from '../src/view.ts'
import type { HallView } from '../src/view.ts'
import { HallFollower } from '../src/wire/hall-follower.ts'
import type { FollowerSocket, HallFollowerListener } from '../src/wire/hall-follower.ts'
import type { Snapshot } from '../src/wire/hall-socket.ts'

export const RETRY_MS = 1_000
export const ANSWER_MS = 5_000

export type FollowerAnswer = (answer: Snapshot | Refusal) => void

/** A hall whose journal is a list of days, at the other end of a line that the test has in its hands. */
export class TestHall implements FollowerSocket {
  readonly facts: FactEntry[] = []
  /** Answers that nobody has given yet, oldest first. */
  readonly questions: FollowerAnswer[] = []
  asked = 0
  #listeners: ((batch: FactBatch) => void)[] = []

  emit(_event: 'subscribe', answer: FollowerAnswer): void {
    this.asked += 1
    this.questions.push(answer)
  }

  on(_event: 'facts', listener: (batch: FactBatch) => void): void {
    this.#listeners.push(listener)
  }

  send(batch: FactBatch): void {
    this.#listeners.forEach((listener) => listener(structuredClone(batch)))
  }

  /** Facts happen; the batch that tells of them. Every third is of those that this client does not see. */
  commit(count: number): FactBatch {
    const from = this.facts.length + 1
    for (let number = from; number < from + count; number += 1) {
      this.facts.push({ number, at: number, fact: { type: 'DayOpened', day: dayOf(number) } })
    }
    return this.batch(from)
  }

  batch(from: number, to = this.facts.length): FactBatch {
    return { from, to, entries: this.facts.slice(from - 1, to).filter(({ number }) => number % 3 !== 0) }
  }

  /** All facts folded. */
  get view(): HallView {
    const view = emptyView()
    for (const entry of this.facts) if (entry.number % 3 !== 0) evolve(view, entry)
    view.number = this.facts.length
    return view
  }

  snapshot(): Snapshot {
    const you = { kind: 'station', stationId: 'K1' as never, stationKind: 'kiosk' } as const
    return { ok: true, view: this.view, now: 0, you }
  }

  /** Answers the oldest question. */
  answer(answer: Snapshot | Refusal = this.snapshot()): void {
    this.questions.shift()?.(answer)
  }
}

class TestClock {
  #now = 0
  #timers = new Set<{ at: number; task: () => void }>()

  monotonic(): number {
    return this.#now
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + ms, task }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  get idle(): boolean {
    return this.#timers.size === 0
  }

  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#timers.delete(due)
      this.#now = due.at
      due.task()
    }
    this.#now = end
  }
}

export function dayOf(number: number): BusinessDay {
  return new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10) as BusinessDay
}

/** A follower of such a hall, on a clock that the test has in its hands. */
export function startFollower(
  listener: HallFollowerListener & { keep?: (snapshot: Snapshot) => HallView } = {},
) {
  const hall = new TestHall()
  const clock = new TestClock()
  const timing = { answerMs: ANSWER_MS, retryMs: RETRY_MS }
  const follower = new HallFollower(hall, { clock, random: () => 0.5, ...timing, ...listener })
  return { hall, clock, follower }
}
