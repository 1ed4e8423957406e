import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choiceFen, choiceProblem } from './bill-choice.ts'
import type { BillChoice, KioskBill, KioskPlan } from './kiosk-bills.ts'

/** Three bills, the oldest first: 100, 200 and 300 yuan. */
const BILLS: KioskBill[] = [1, 2, 3].map((n) => ({
  billId: `b${n}`,
  month: `2026-0${n}`,
  dueFen: n * 10_000,
  billedFen: n * 10_000,
  paidFen: 0,
  penaltyFen: 0,
  dueDay: `2026-0${n + 1}-20`,
  isOverdue: false,
  readFrom: `2026-0${n}-01`,
  readTo: `2026-0${n}-28`,
  usageMilliKwh: 0,
  components: [],
}))
const STRICT: KioskPlan = {
  partFromFen: null,
  oldestFirst: true,
  prepayUpToFen: null,
  adviseFen: null,
  creditGrade: 'A',
}
const choose = (bills: [number, number][], prepayFen = 0): BillChoice => ({
  bills: bills.map(([n, fen]) => ({ billId: `b${n}`, fen })),
  prepayFen,
})
const problem = (choice: BillChoice, plan: Partial<KioskPlan> = {}) =>
  choiceProblem(BILLS, { ...STRICT, ...plan }, choice)

test('whole bills may be paid from the oldest on, and in any choice where the plan does not mind', () => {
  expect(problem(choose([[1, 10_000]]))).toBeNull()
  expect(
    problem(
      choose([
        [2, 20_000],
        [1, 10_000],
      ]),
    ),
  ).toBeNull()
  expect(problem(choose([[2, 20_000]]))).toBe('oldestFirst')
  expect(problem(choose([[2, 20_000]]), { oldestFirst: false })).toBeNull()
  expect(problem(choose([]))).toBe('nothing')
})

test('nothing is paid that is not owed, more than it, or twice', () => {
  expect(problem(choose([[7, 100]]))).toBe('notOwed')
  expect(problem(choose([[1, 10_001]]))).toBe('notOwed')
  expect(
    problem(
      choose([
        [1, 10_000],
        [1, 10_000],
      ]),
    ),
  ).toBe('notOwed')
})

test('only the newest bill that is chosen may be paid in part, and not too little of it', () => {
  const parts = { partFromFen: 5_000 }
  expect(problem(choose([[1, 5_000]]))).toBe('part')
  expect(problem(choose([[1, 5_000]]), parts)).toBeNull()
  expect(problem(choose([[1, 4_999]]), parts)).toBe('part')
  expect(
    problem(
      choose([
        [1, 9_000],
        [2, 20_000],
      ]),
      parts,
    ),
  ).toBe('part')
})

test('money ahead is taken up to the bound of the plan, and not while a bill is paid in part', () => {
  expect(problem(choose([], 1))).toBe('prepay')
  expect(problem(choose([], 50_000), { prepayUpToFen: 50_000 })).toBeNull()
  expect(problem(choose([], 50_001), { prepayUpToFen: 50_000 })).toBe('prepay')
  expect(problem(choose([[1, 5_000]], 100), { partFromFen: 1, prepayUpToFen: 50_000 })).toBe('prepay')
})

test('what may be paid is never nothing, and by a strict plan always the first bills in whole', () => {
  const anyChoice = fc.record({
    bills: fc.array(
      fc.record({
        billId: fc.constantFrom('b1', 'b2', 'b3', 'b9'),
        fen: fc.integer({ min: 1, max: 40_000 }),
      }),
      { maxLength: 4 },
    ),
    prepayFen: fc.integer({ min: 0, max: 9 }),
  })
  const whole = fc
    .integer({ min: 1, max: 3 })
    .map((n) => choose(BILLS.slice(0, n).map((b, i) => [i + 1, b.dueFen])))
  fc.assert(
    fc.property(fc.oneof(anyChoice, whole), (choice) => {
      if (choiceProblem(BILLS, STRICT, choice) !== null) return
      const due = BILLS.slice(0, choice.bills.length).reduce((sum, { dueFen }) => sum + dueFen, 0)
      expect(choiceFen(choice)).toBe(due)
      expect(due).toBeGreaterThan(0)
    }),
  )
})
