import { ALERT_RULES } from '@service-hall/contract'
import type { AlertRule, Severity } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FRESH, step } from './step.ts'
import type { Shown } from './step.ts'

const RULE: AlertRule = {
  ...ALERT_RULES.waitTooLong.rule,
  ...{ raise: 100, clear: 50, critical: 200, raiseHeldMs: 60, clearHeldMs: 40 },
}

type Look = { value: Shown; passed: number }
/** Stretches in which a value stays, long enough that something comes of them. */
const looks = fc
  .array(
    fc.record({
      value: fc.constantFrom<Shown>(0, 30, 50, 51, 75, 99, 100, 140, 199, 200, 230, null),
      passed: fc.integer({ min: 1, max: 30 }),
      times: fc.integer({ min: 1, max: 8 }),
    }),
    { minLength: 10, maxLength: 40, size: 'max' },
  )
  .map((stretches) =>
    stretches.flatMap(({ times, ...look }) => Array.from({ length: times }, (): Look => look)),
  )

/** Plays looks through; answers each with what came of it. */
function played(all: readonly Look[], rule = RULE) {
  let memory = FRESH
  let open: Severity | null = null
  let now = 0
  return all.map(({ value, passed }) => {
    now += passed
    const before: Severity | null = open
    const { act, due, memory: next } = step({ kind: 'waitTooLong', rule, open, memory, value, now })
    memory = next
    if (act === 'raise') open = 'warning'
    if (act === 'worsen') open = 'critical'
    if (act === 'clear') open = null
    return { value, now, act, due, before }
  })
}

/** Since when every look up to this one fits, by going back from it: another way than the code under test. */
function heldFor(rows: ReturnType<typeof played>, at: number, fits: (value: Shown) => boolean): number {
  let from = at
  while (from > 0 && fits(rows[from - 1]?.value ?? null)) from -= 1
  return (rows[at]?.now ?? 0) - (rows[from]?.now ?? 0)
}

test('an alert is raised exactly when its limit was reached at every look for as long as the rule says', () => {
  fc.assert(
    fc.property(looks, (all) => {
      const rows = played(all)
      const isBad = (value: Shown): boolean => value !== null && value >= 100
      let since = 0
      for (const [at, { act, before, value }] of rows.entries()) {
        if (before !== null) {
          expect(act).not.toBe('raise')
          if (act === 'clear') since = at + 1
          continue
        }
        const held = heldFor(rows.slice(since), at - since, isBad)
        expect(act === 'raise').toBe(isBad(value) && held >= 60)
      }
    }),
  )
})

test('an alert ends exactly when the value was good at every look for as long as the rule says, and never in between', () => {
  fc.assert(
    fc.property(looks, (all) => {
      const rows = played(all)
      const isGood = (value: Shown): boolean => value === null || value <= 50
      for (const [at, { act, before, value }] of rows.entries()) {
        if (before === null) expect(act).not.toBe('clear')
        else expect(act === 'clear').toBe(isGood(value) && heldFor(rows, at, isGood) >= 40)
      }
    }),
  )
})

test('between the two limits nothing happens, however long it lasts', () => {
  const band = Array.from({ length: 50 }, () => ({ value: 75, passed: 30 }))
  expect(played(band).filter(({ act }) => act)).toEqual([])
  const raised = played([{ value: 120, passed: 1 }, { value: 120, passed: 60 }, ...band])
  expect(raised.map(({ act }) => act).filter(Boolean)).toEqual(['raise'])
})

test('the moment that time alone brings an act is said, and it comes then', () => {
  const first = played([{ value: 130, passed: 5 }])[0]
  expect(first).toMatchObject({ act: null, due: 65 })
  expect(
    played([
      { value: 130, passed: 5 },
      { value: 130, passed: 60 },
    ])[1],
  ).toMatchObject({ now: 65, act: 'raise' })
})

test('what gets as bad as the rule calls critical, held as long, is critical once', () => {
  const bad = { value: 230, passed: 60 }
  expect(played([bad, bad, bad, bad]).map(({ act }) => act)).toEqual([null, 'raise', 'worsen', null])
})

test('a rule that calls low values bad is held and ends on the other side', () => {
  const rule: AlertRule = { ...RULE, raise: 0.8, clear: 0.85, critical: null, raiseHeldMs: 0, clearHeldMs: 0 }
  const at = (value: number, open: Severity | null) =>
    step({ kind: 'ratingLow', rule, open, memory: FRESH, value, now: 0 }).act
  expect([at(0.79, null), at(0.82, null), at(0.82, 'warning'), at(0.85, 'warning')]).toEqual([
    'raise',
    null,
    null,
    'clear',
  ])
})
