import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '@service-hall/contract/testing'
import { aClock } from '../test/clock.ts'
import { SignInDelays } from './sign-in-delays.ts'

const POLICY = { attempts: 5, longestMs: 15 * MINUTE }
const admin = { account: 'S9001', place: '10.0.0.9' }
const guesser = { account: 'S9001', place: '203.0.113.7' }

function delays() {
  const clock = aClock()
  const all = new SignInDelays(clock)
  /** Fails as soon as it may, so often; the waits after each, s. */
  const guess = (attempt: typeof admin, times: number): number[] =>
    Array.from({ length: times }, () => {
      clock.advance(all.waitOf(attempt))
      return all.failed(attempt, POLICY).waitMs / SECOND
    })
  return { clock, all, guess }
}

test('from the fifth failure on each wait is twice the one before, up to the longest', () => {
  const { guess } = delays()
  expect(guess(guesser, 12)).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
})

test('whoever guesses from elsewhere, however long, never makes the account wait where it belongs', () => {
  const { all, guess } = delays()
  guess(guesser, 300)
  expect(all.waitOf(admin)).toBe(0)
  expect(all.isClean(admin.place)).toBe(true)
})

test('nor does one who has many addresses; each of them then has one try', () => {
  const { all } = delays()
  const from = (n: number) => ({ account: 'S9001', place: `198.51.100.${n}` })
  for (let n = 0; n < 200; n += 1) all.failed(from(n), POLICY)
  expect(all.failed(from(250), POLICY).waitMs).toBe(30 * SECOND)
  expect(all.waitOf(admin)).toBe(0)
})

test('a place that fails at many accounts waits at all of them', () => {
  const { all } = delays()
  for (let n = 0; n < 15; n += 1) all.failed({ account: `S${n}`, place: guesser.place }, POLICY)
  expect(all.waitOf({ account: 'S500', place: guesser.place })).toBe(30 * SECOND)
})

test('waits do not follow the wall clock', () => {
  const { all, guess } = delays()
  guess(guesser, 5)
  expect(all.waitOf(guesser)).toBe(30 * SECOND)
})

test('a right password, and an administrator, begin anew', () => {
  const { all, guess } = delays()
  guess(admin, 5)
  all.unlock('S9001')
  expect([all.waitOf(admin), all.failuresOf('S9001')]).toEqual([0, 0])
  guess(admin, 4)
  all.succeeded(admin)
  expect(guess(admin, 1)).toEqual([0])
})

test('after a restart a wait begins once more, and the next is longer', () => {
  const { clock, all } = delays()
  all.restore(guesser, { failures: 6, waitMs: MINUTE })
  expect([all.waitOf(guesser), all.waitOf(admin)]).toEqual([MINUTE, 0])
  clock.advance(MINUTE)
  expect(all.failed(guesser, POLICY).waitMs).toBe(2 * MINUTE)
})

test('what lies long back is forgotten, and only so much is remembered', () => {
  const { clock, all, guess } = delays()
  guess(guesser, 6)
  clock.advance(61 * MINUTE)
  expect(guess(guesser, 1)).toEqual([0])
  for (let n = 0; n <= 10_000; n += 1) all.failed({ account: `${n}`, place: `${n}` }, POLICY)
  expect([all.failuresOf('0'), all.failuresOf('1')]).toEqual([0, 1])
})
