import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeWindow, judgeKey, noInvitation, onWire, openWindow } from './rating-window.ts'

test('rates the open invitation once', () => {
  const first = judgeKey(openWindow(noInvitation, 70_000), onWire(70_000), 1_000)
  expect(first.verdict).toEqual({ kind: 'rated', sequence: 70_000 })
  expect(judgeKey(first.window, onWire(70_000), 2_000).verdict).toEqual({ kind: 'repeat' })
})

test('credits a late key to nobody', () => {
  const window = openWindow(openWindow(noInvitation, 1), 2)
  const late = judgeKey(window, 1, 1_000)
  expect(late.verdict).toEqual({ kind: 'late', sequence: 1, known: true })
  expect(judgeKey(late.window, 1, 2_000).verdict).toEqual({ kind: 'repeat' })
  expect(judgeKey(late.window, 2, 2_000).verdict).toEqual({ kind: 'rated', sequence: 2 })
})

test('marks a key as strange when the invitation was not ours', () => {
  expect(judgeKey(noInvitation, 9, 0).verdict).toEqual({ kind: 'late', sequence: 9, known: false })
})

test('takes a second press within 200 ms for a bounce', () => {
  const { window } = judgeKey(openWindow(noInvitation, 1), 1, 1_000)
  const next = openWindow(window, 2)
  expect(judgeKey(next, 2, 1_199).verdict).toEqual({ kind: 'bounce' })
  expect(judgeKey(next, 2, 1_200).verdict).toEqual({ kind: 'rated', sequence: 2 })
})

test('never rates an invitation that is not open, and none twice', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('open' as const) }),
    fc.record({ do: fc.constant('close' as const) }),
    fc.record({ do: fc.constant('key' as const), back: fc.integer({ min: 0, max: 5 }) }),
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let window = noInvitation
      let sequence = 0
      const rated: number[] = []
      steps.forEach((one, index) => {
        if (one.do === 'open') window = openWindow(window, (sequence += 1))
        else if (one.do === 'close') window = closeWindow(window)
        else {
          const { open } = window
          const judged = judgeKey(window, sequence - one.back, index * 1_000)
          window = judged.window
          if (judged.verdict.kind !== 'rated') return
          expect(judged.verdict.sequence).toBe(open)
          rated.push(judged.verdict.sequence)
        }
      })
      expect(new Set(rated).size).toBe(rated.length)
      expect(window.closed.length).toBeLessThanOrEqual(64)
    }),
  )
})
