import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ANSWER_MS, startFollower } from '../../test/followed-hall.ts'
import type { FollowerAnswer } from '../../test/followed-hall.ts'
import type { FactBatch } from '../facts.ts'
import { refuse } from '../refusal.ts'
import { evolve } from '../view.ts'
import type { HallView } from '../view.ts'

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
  const answers: FollowerAnswer[] = []
  /** The view as one has it who only listens. */
  let told: HallView | null = null
  const { hall, clock, follower } = startFollower({
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
