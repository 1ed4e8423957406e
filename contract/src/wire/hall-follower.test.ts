import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FactBatch, FactEntry } from '../facts.ts'
import { refuse } from '../refusal.ts'
import type { Refusal } from '../refusal.ts'
import type { BusinessDay } from '../time.ts'
import { emptyView, evolve } from '../view.ts'
import type { HallView } from '../view.ts'
import { HallFollower } from './hall-follower.ts'
import type { FollowerSocket, HallFollowerListener } from './hall-follower.ts'
import type { Snapshot } from './hall-socket.ts'

const RETRY_MS = 1_000
const ANSWER_MS = 5_000

type Answer = (answer: Snapshot | Refusal) => void

/** A hall whose journal is a list of days, at the other end of a line that the test has in its hands. */
class TestHall implements FollowerSocket {
  readonly facts: FactEntry[] = []
  /** Answers that nobody has given yet, oldest first. */
  readonly questions: Answer[] = []
  asked = 0
  #listeners: ((batch: FactBatch) => void)[] = []

  emit(_event: 'subscribe', answer: Answer): void {
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

function dayOf(number: number): BusinessDay {
  return new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10) as BusinessDay
}

function start(listener: HallFollowerListener & { keep?: (snapshot: Snapshot) => HallView } = {}) {
  const hall = new TestHall()
  const clock = new TestClock()
  const timing = { answerMs: ANSWER_MS, retryMs: RETRY_MS }
  const follower = new HallFollower(hall, { clock, random: () => 0.5, ...timing, ...listener })
  return { hall, clock, follower }
}

describe('a follower', () => {
  test('has no view before the first snapshot, and folds what comes after it', () => {
    const told: unknown[] = []
    const { hall, follower } = start({
      onSnapshot: ({ view }) => told.push(['snapshot', view.number]),
      onBatch: ({ to }, view) => told.push([to, view.day]),
    })
    hall.commit(2)
    follower.subscribe()
    expect(follower.view).toBeNull()
    hall.answer()
    hall.send(hall.commit(2))
    expect(follower.view).toEqual(hall.view)
    expect(told).toEqual([
      ['snapshot', 2],
      [4, dayOf(4)],
    ])
  })

  test('holds batches that come before the snapshot', () => {
    const told: number[] = []
    const { hall, follower } = start({ onBatch: ({ entries }) => told.push(...entries.map((e) => e.number)) })
    follower.subscribe()
    hall.send(hall.commit(1))
    const snapshot = hall.snapshot()
    hall.send(hall.commit(1))
    hall.answer(snapshot)
    expect(follower.view).toEqual(hall.view)
    expect(told).toEqual([2])
  })

  test('tells each fact once when batches repeat or overlap', () => {
    const told: number[] = []
    const { hall, follower } = start({ onBatch: ({ entries }) => told.push(...entries.map((e) => e.number)) })
    follower.subscribe()
    hall.answer()
    hall.send(hall.commit(2))
    hall.send(hall.batch(1))
    hall.commit(3)
    hall.send(hall.batch(1))
    expect(told).toEqual([1, 2, 4, 5])
    expect(follower.view).toEqual(hall.view)
  })

  test('subscribes again on a gap, once for all the batches behind it', () => {
    const gaps: number[] = []
    const { hall, follower } = start({ onGap: ({ from }, view) => gaps.push(view.number, from) })
    follower.subscribe()
    hall.answer()
    hall.commit(1)
    hall.send(hall.commit(1))
    hall.send(hall.commit(1))
    hall.send(hall.commit(1))
    expect([hall.asked, gaps]).toEqual([2, [0, 2]])
    hall.answer()
    expect(follower.view).toEqual(hall.view)
    expect(hall.asked).toBe(2)
  })

  test('finds a gap among the batches it held', () => {
    const { hall, follower } = start()
    follower.subscribe()
    const snapshot = hall.snapshot()
    hall.commit(1)
    hall.send(hall.commit(1))
    hall.send(hall.commit(1))
    hall.answer(snapshot)
    expect([hall.asked, follower.view?.number]).toEqual([2, 0])
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('ignores the answer to an earlier subscribe', () => {
    const { hall, follower } = start()
    follower.subscribe()
    follower.subscribe()
    hall.answer()
    expect(follower.view).toBeNull()
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('asks again after a pause when no answer came in time, and ignores the late one', () => {
    let unanswered = 0
    const { hall, clock, follower } = start({ onUnanswered: () => (unanswered += 1) })
    follower.subscribe()
    clock.advance(ANSWER_MS - 1)
    expect(unanswered).toBe(0)
    clock.advance(1)
    expect([unanswered, hall.asked]).toEqual([1, 1])
    hall.answer()
    expect(follower.view).toBeNull()
    clock.advance(RETRY_MS)
    expect(hall.asked).toBe(2)
    hall.answer()
    expect(follower.view).toEqual(hall.view)
    expect(clock.idle).toBe(true)
  })

  test('asks a hall that refuses again, ever more slowly, up to a bound', () => {
    const codes: string[] = []
    const { hall, clock, follower } = start({ onRefused: ({ code }) => codes.push(code) })
    follower.subscribe()
    for (const pauseMs of [750, 1_500, 3_000, 3_750, 3_750]) {
      hall.answer(refuse('hall.recovering'))
      const { asked } = hall
      clock.advance(pauseMs - 1)
      expect(hall.asked).toBe(asked)
      clock.advance(1)
      expect(hall.asked).toBe(asked + 1)
    }
    expect(codes).toEqual(Array(5).fill('hall.recovering'))
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('starts with short pauses again after a snapshot', () => {
    const { hall, clock, follower } = start()
    follower.subscribe()
    hall.answer(refuse('hall.recovering'))
    clock.advance(RETRY_MS)
    hall.answer()
    hall.commit(1)
    hall.send(hall.commit(1))
    hall.answer(refuse('hall.recovering'))
    clock.advance(750)
    expect(hall.asked).toBe(4)
  })

  test('asks nothing more when a refusal is final for its owner', () => {
    const { hall, clock, follower } = start({ onRefused: () => follower.stop() })
    follower.subscribe()
    hall.answer(refuse('access.signIn'))
    clock.advance(60_000)
    expect([hall.asked, clock.idle]).toEqual([1, true])
  })

  test('asks nothing while it is disconnected, and keeps its view', () => {
    const { hall, clock, follower } = start()
    follower.subscribe()
    hall.answer()
    const before = hall.view
    hall.send(hall.commit(1))
    follower.disconnected()
    hall.send(hall.commit(2))
    clock.advance(60_000)
    expect([hall.asked, follower.view?.number]).toEqual([1, before.number + 1])
    follower.subscribe()
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('does not ask again when the line is lost during the pause', () => {
    const { hall, clock, follower } = start()
    follower.subscribe()
    hall.answer(refuse('hall.storage'))
    follower.disconnected()
    clock.advance(60_000)
    expect([hall.asked, clock.idle]).toEqual([1, true])
  })

  test('does nothing more once it is stopped', () => {
    const { hall, clock, follower } = start()
    follower.subscribe()
    follower.stop()
    hall.answer()
    hall.send(hall.commit(1))
    follower.disconnected()
    follower.subscribe()
    clock.advance(60_000)
    expect([hall.asked, follower.view, clock.idle]).toEqual([1, null, true])
  })

  test('folds onto the view that its owner keeps', () => {
    const writes: string[] = []
    const { hall, follower } = start({
      keep: ({ view }) =>
        new Proxy(view, {
          set: (target, key, value) => {
            writes.push(String(key))
            return Reflect.set(target, key, value)
          },
        }),
    })
    follower.subscribe()
    hall.answer()
    hall.send(hall.commit(1))
    expect(writes).toEqual(expect.arrayContaining(['day', 'number']))
    expect(follower.view?.day).toBe(dayOf(1))
  })

  test('says when the snapshot was asked for', () => {
    const times: number[] = []
    const { hall, clock, follower } = start({ onSnapshot: (_snapshot, askedAt) => times.push(askedAt) })
    clock.advance(70)
    follower.subscribe()
    clock.advance(300)
    hall.answer()
    expect(times).toEqual([70])
  })
})

type Step =
  | { do: 'commit'; count: number; fate: 'sent' | 'late' | 'lost' | 'twice' }
  | { do: 'late' | 'answer' | 'repeatAnswer' | 'loseAnswer' | 'refuse' | 'reconnect' | 'cut' | 'hello' }
  | { do: 'wait'; ms: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      count: fc.integer({ min: 1, max: 4 }),
      fate: fc.constantFrom(
        'sent' as const,
        'sent' as const,
        'late' as const,
        'lost' as const,
        'twice' as const,
      ),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'answer' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('late', 'repeatAnswer', 'loseAnswer', 'refuse', 'reconnect', 'cut', 'hello'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 6_000 }) }),
  },
)

/** A hall and a follower on a line that loses, delays and repeats, and what the follower told its owner. */
function aBadLine() {
  const late: FactBatch[] = []
  const answers: Answer[] = []
  /** The view as one has it who only listens. */
  let told: HallView | null = null
  const { hall, clock, follower } = start({
    onSnapshot: ({ view }) => (told = structuredClone(view)),
    onBatch: ({ from, to, entries }) => {
      if (told === null) throw new Error('a batch before a snapshot')
      expect(from).toBe(told.number + 1)
      for (const entry of entries) evolve(told, entry)
      told.number = to
    },
  })

  function commit(count: number, fate: 'sent' | 'late' | 'lost' | 'twice'): void {
    const batch = hall.commit(count)
    if (fate === 'late') late.push(batch)
    if (fate === 'sent' || fate === 'twice') hall.send(batch)
    if (fate === 'twice') hall.send(batch)
  }

  function answer(): void {
    const question = hall.questions.shift()
    if (!question) return
    answers.push(question)
    question(hall.snapshot())
  }

  function sendLate(): void {
    const batch = late.shift()
    if (batch) hall.send(batch)
  }

  function take(next: Step): void {
    if (next.do === 'commit') commit(next.count, next.fate)
    if (next.do === 'wait') clock.advance(next.ms)
    if (next.do === 'late') sendLate()
    if (next.do === 'answer') answer()
    if (next.do === 'repeatAnswer') answers.at(-1)?.(hall.snapshot())
    if (next.do === 'loseAnswer') hall.questions.shift()
    if (next.do === 'refuse') hall.answer(refuse('hall.recovering'))
    if (next.do === 'hello') hall.send(hall.batch(hall.facts.length + 1))
    if (next.do === 'cut') follower.disconnected()
    if (next.do === 'reconnect') {
      follower.disconnected()
      follower.subscribe()
    }
  }

  return { hall, clock, follower, take, answer, told: () => told }
}

test('whatever the line loses, delays and repeats, the view ends as all facts folded', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, isCut) => {
      const { hall, clock, follower, take, answer, told } = aBadLine()
      follower.subscribe()
      for (const next of steps) {
        take(next)
        expect(told()).toEqual(follower.view)
      }
      // From here on the line holds. A hall says where it stands, so that the last batch cannot be lost unseen.
      if (isCut || steps.some((one) => one.do === 'cut')) follower.subscribe()
      take({ do: 'hello' })
      for (let turn = 0; turn < 5; turn += 1) {
        while (hall.questions.length > 0) answer()
        take({ do: 'hello' })
        clock.advance(ANSWER_MS)
      }
      expect(follower.view).toEqual(hall.view)
      expect(told()).toEqual(hall.view)
      expect(clock.idle).toBe(true)
    }),
    { numRuns: 500 },
  )
})
