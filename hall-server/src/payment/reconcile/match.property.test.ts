import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIFTH, SIXTH, backLine, onFifth, paymentLine } from '../../../test/payment/reconcile.ts'
import type { Line, Own, Owns } from './line.ts'
import { DayMatcher } from './match.ts'

const DAYS = [FIFTH, SIXTH, '2026-01-07', '2026-01-08'] as const
const MIDNIGHT = onFifth('23:59:59') + 1_000
const MINUTES = 60_000

/** What becomes of one payment around midnight; `toNext`: which of the two bills has its line, and its refund's. */
const plans = fc.record({
  is: fc.constantFrom('both', 'theirsOnly', 'oursOnly', 'unequal', 'takenBack', 'refunded', 'refundTheirs'),
  fen: fc.integer({ min: 100, max: 100_000 }),
  minutes: fc.integer({ min: -60, max: 60 }),
  toNext: fc.boolean(),
  backToNext: fc.boolean(),
  isTwice: fc.boolean(),
})
type Plan = typeof plans extends fc.Arbitrary<infer Planned> ? Planned : never

function own({ fen, at }: Line): Own {
  return { fen, to: at, lateMs: 0, factNumber: 1, seen: false }
}

/** Bills of both days, what the hall's books have, and the differences that there are. */
function planted(all: readonly Plan[]) {
  const bills: Record<string, Line[]> = { [FIFTH]: [], [SIXTH]: [] }
  const books: Line[] = []
  const differences: string[] = []
  for (const [index, { is, fen, minutes, toNext, backToNext, isTwice }] of all.entries()) {
    const line = paymentLine(`P${index}`, fen, MIDNIGHT + minutes * MINUTES)
    const back = backLine(line, fen, MIDNIGHT + (minutes + 1) * MINUTES)
    // What a bill says of its own day is of that day.
    const put = (one: Line, isNext: boolean): void => {
      const at = isNext ? Math.max(one.at, MIDNIGHT) : Math.min(one.at, MIDNIGHT - 1)
      for (let times = isTwice ? 2 : 1; times > 0; times -= 1)
        bills[isNext ? SIXTH : FIFTH]!.push({ ...one, at })
    }
    if (is !== 'theirsOnly' && is !== 'takenBack') books.push(line)
    if (is !== 'oursOnly') put(is === 'unequal' ? { ...line, fen: fen + 1 } : line, toNext)
    if (is === 'takenBack' || is === 'refunded' || is === 'refundTheirs') put(back, backToNext)
    if (is === 'refunded') books.push(back)
    if (is === 'theirsOnly' || is === 'oursOnly') differences.push(`${is} ${line.key}`)
    if (is === 'unequal') differences.push(`${is} ${line.key}`)
    if (is === 'refundTheirs') differences.push(`theirsOnly ${back.key}`)
  }
  return { bills, books, differences: differences.sort() }
}

/** All days one after another, as the schedule does it; every run makes its own books, and is done twice. */
function found(
  bills: Record<string, Line[]>,
  books: readonly Line[],
  order: (lines: Line[]) => Line[],
): string[] {
  const differences = new Set<string>()
  for (const [turn, day] of [...DAYS.entries(), ...DAYS.entries()]) {
    const owns: Owns = new Map(books.map((line) => [line.key, own(line)]))
    const matcher = new DayMatcher(day, owns)
    for (const line of order(bills[DAYS[turn - 1] ?? ''] ?? [])) matcher.takeBefore(line)
    for (const line of order(bills[day] ?? [])) matcher.take(line)
    const { unequal, theirsOnly, oursOnly } = matcher.end()
    for (const { line } of unequal) differences.add(`unequal ${line.key}`)
    for (const { key } of theirsOnly) differences.add(`theirsOnly ${key}`)
    // The day before the bill of both: `run.ts` looks into it.
    const older = new Set((bills[DAYS[turn - 2] ?? ''] ?? []).map(({ key }) => key))
    for (const [key] of oursOnly) if (!older.has(key)) differences.add(`oursOnly ${key}`)
  }
  return [...differences].sort()
}

test('whichever bill has a line, in any order, once or twice: the differences are the planted ones', () => {
  fc.assert(
    fc.property(fc.array(plans, { maxLength: 12 }), fc.boolean(), (all, isReversed) => {
      const { bills, books, differences } = planted(all)
      const order = (lines: Line[]): Line[] => (isReversed ? lines.toReversed() : lines)
      expect(found(bills, books, order)).toEqual(differences)
    }),
    { numRuns: 500 },
  )
})

test('nothing of the last hours is a difference before the next bill is in', () => {
  fc.assert(
    fc.property(fc.array(plans, { maxLength: 12 }), (all) => {
      const { bills, books } = planted(all)
      const matcher = new DayMatcher(FIFTH, new Map(books.map((line) => [line.key, own(line)])))
      for (const line of bills[FIFTH] ?? []) matcher.take(line)
      const { theirsOnly, oursOnly } = matcher.end()
      expect([theirsOnly, oursOnly]).toEqual([[], []])
    }),
  )
})
