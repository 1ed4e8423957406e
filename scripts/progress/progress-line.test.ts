import { expect, test } from 'vitest'
import { inWords, progressLine, progressOf, withoutProgress } from './progress-line.ts'

const SOME = {
  done: 3,
  of: 70,
  passed: 41,
  failed: 0,
  now: ['a.test.ts', 'b.test.ts', 'c.test.ts', 'd.test.ts'],
}

test('a progress goes through a line of output', () => {
  expect(progressOf(progressLine(SOME))).toEqual(SOME)
  expect(progressOf('[12/90] visit.spec.ts:9:1 › a visit')).toMatchObject({ done: 11, of: 90 })
  expect(progressOf(' ✓ some.test.ts (3 tests)')).toBeNull()
})

test('in words it says how far, and at what', () => {
  expect(inWords(SOME)).toBe('3 of 70, 41 passed; now a.test.ts, b.test.ts, c.test.ts and 1 more')
  expect(inWords({ ...SOME, failed: 2, now: [] })).toBe('3 of 70, 41 passed, 2 failed')
})

test('what is shown of a failure has no lines of progress in it', () => {
  expect(withoutProgress(`one\n${progressLine(SOME)}\ntwo`)).toBe('one\ntwo')
})
