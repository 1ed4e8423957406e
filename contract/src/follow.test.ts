import { expect, test } from 'vitest'
import type { FactBatch, FactEntry } from './facts.ts'
import { follow } from './follow.ts'
import { emptyView } from './view.ts'
import type { HallView } from './view.ts'

function opened(number: number): FactEntry {
  return { number, at: number, fact: { type: 'DayOpened', day: `2026-01-0${number}` as never } }
}
function batch(from: number, to: number, ...numbers: number[]): FactBatch {
  return { from, to, entries: numbers.map(opened) }
}
function viewAt(number: number): HallView {
  return { ...emptyView(), number }
}

test('a batch that follows on is folded, and its end is where the view stands', () => {
  const view = viewAt(2)
  expect(follow(view, batch(3, 5, 3, 4))).toBe('folded')
  expect(view).toMatchObject({ number: 5, day: '2026-01-04' })
})

test('a batch of facts that this audience does not see moves the view on', () => {
  const view = viewAt(2)
  expect(follow(view, batch(3, 7))).toBe('folded')
  expect(view.number).toBe(7)
})

test('a batch that comes twice is folded once', () => {
  const view = viewAt(2)
  follow(view, batch(3, 3, 3))
  expect(follow(view, batch(3, 3, 3))).toBe('known')
  expect(view.number).toBe(3)
})

test('of a batch that overlaps only the new facts are folded', () => {
  const view = { ...viewAt(4), day: '2026-01-04' as never }
  const seen: number[] = []
  const entries = [3, 4, 5].map((number) => ({
    number,
    at: 0,
    get fact() {
      seen.push(number)
      return opened(number).fact
    },
  }))
  expect(follow(view, { from: 3, to: 5, entries })).toBe('folded')
  expect(new Set(seen)).toEqual(new Set([5]))
  expect(view).toMatchObject({ number: 5, day: '2026-01-05' })
})

test('after a gap nothing is folded', () => {
  const view = viewAt(2)
  expect(follow(view, batch(4, 4, 4))).toBe('gap')
  expect(view).toEqual(viewAt(2))
})

test('a batch of no facts is a gap for who is behind it, and nothing new for who is not', () => {
  expect(follow(viewAt(6), batch(8, 7))).toBe('gap')
  expect(follow(viewAt(1), batch(8, 7))).toBe('gap')
  const view = viewAt(7)
  expect(follow(view, batch(8, 7))).toBe('known')
  expect(view.number).toBe(7)
})
