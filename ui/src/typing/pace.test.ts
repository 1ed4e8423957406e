import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOLD_BACK_MS, MACHINE_REST_MS, keyDown, noKeys, textPut, timePassed } from './pace.ts'
import type { Pace, Paced } from './pace.ts'

type Typed = { text: string; gap: number }
type Told = { acts: string[]; scans: string[]; pace: Pace<string> }

/** Types keys, each `gap` ms after the one before, then waits. Every key would do what it types. */
function type(keys: readonly Typed[], rest = 10_000): Told {
  let at = 1_000
  const told: Told = { acts: [], scans: [], pace: noKeys() }
  const take = ({ pace, acts, scan }: Paced<string>): void => {
    told.pace = pace
    told.acts.push(...acts)
    if (scan !== null) told.scans.push(scan)
  }
  for (const { text, gap } of keys) take(keyDown(told.pace, { at: (at += gap), text, act: text }))
  take(timePassed(told.pace, at + rest))
  return told
}
const evenly = (text: string, gap: number): Typed[] => [...text].map((one) => ({ text: one, gap }))

describe('a machine', () => {
  test.each([
    ['a bill number and Enter', '3201457896\n'],
    ['a card stripe with its marks', '%B6225000000000000^LI/TEST^2512?\n;6225000000000000=2512?\n'],
    ['two digits', '33'],
    ['one digit and Enter', '3\n'],
    ['a prefix of Enter and Tab', '\n\t3201\t'],
  ])('does nothing by %s, and is told whole', (_what, text) => {
    for (const gap of [0, 2, 12, 35]) {
      expect(type(evenly(text, gap))).toMatchObject({ acts: [], scans: [text] })
    }
  })

  test('does nothing whatever it types at 0 to 35 ms a key', () => {
    const code = fc
      .array(
        fc.record({
          text: fc.string({ minLength: 1, maxLength: 1 }),
          jitter: fc.integer({ min: 0, max: 15 }),
        }),
        {
          minLength: 2,
          maxLength: 60,
        },
      )
      .chain((keys) => fc.record({ keys: fc.constant(keys), pace: fc.integer({ min: 0, max: 35 }) }))
    const ends = fc.constantFrom('', '\n', '\t', '\r\n', '\n\n')
    fc.assert(
      fc.property(code, ends, ends, ({ keys, pace }, prefix, suffix) => {
        const typed = [
          ...evenly(prefix, 5),
          ...keys.map(({ text, jitter }) => ({ text, gap: pace + jitter })),
          ...evenly(suffix, 5),
        ]
        const { acts, scans } = type(typed)
        expect(acts).toEqual([])
        expect(scans).toEqual([typed.map(({ text }) => text).join('')])
      }),
    )
  })

  test('does nothing by the Enter that its program sends late', () => {
    const late = [...evenly('3201457896', 5), { text: '\n', gap: MACHINE_REST_MS - 1 }]
    expect(type(late)).toMatchObject({ acts: [], scans: ['3201457896\n'] })
  })

  test('does nothing by a first key that was held up on its way', () => {
    expect(type([...evenly('3', 0), { text: '2', gap: HOLD_BACK_MS - 1 }, ...evenly('01', 5)]).acts).toEqual(
      [],
    )
  })

  test('is told once for each code, and what a person presses after it counts', () => {
    const keys = [
      ...evenly('A001\n', 5),
      ...evenly('A002\n', 5).with(0, { text: 'A', gap: 900 }),
      { text: '1', gap: 900 },
    ]
    expect(type(keys)).toMatchObject({ acts: ['1'], scans: ['A001\n', 'A002\n'] })
  })

  test('keeps no more than a code is long', () => {
    expect(type(evenly('7'.repeat(5_000), 3)).scans[0]).toHaveLength(512)
  })
})

describe('a person', () => {
  test('keeps every key at 60 ms a key and more, in its order', () => {
    const keys = fc.array(
      fc.record({
        text: fc.string({ minLength: 1, maxLength: 1 }),
        gap: fc.integer({ min: 60, max: 3_000 }),
      }),
    )
    fc.assert(
      fc.property(keys, (typed) => {
        expect(type(typed)).toMatchObject({ acts: typed.map(({ text }) => text), scans: [] })
      }),
    )
  })

  test('waits for a key no longer than the hold-back', () => {
    expect(type(evenly('1', 0), HOLD_BACK_MS - 1).acts).toEqual([])
    expect(type(evenly('1', 0), HOLD_BACK_MS).acts).toEqual(['1'])
  })

  test('who types on and on waits for the last few keys only', () => {
    expect(type(evenly('123456', 80), 0).acts).toEqual(['1', '2'])
  })
})

describe('pasted text', () => {
  test('is a scan, and the Enter after it is its own', () => {
    const { pace } = textPut(noKeys<string>(), 1_000, '3201457896')
    const entered = keyDown(pace, { at: 1_200, text: '\n', act: '\n' })
    expect(timePassed(entered.pace, 9_000)).toMatchObject({ acts: [], scan: '3201457896\n' })
  })

  test('takes the key that put it there along', () => {
    const held = keyDown(noKeys<string>(), { at: 1_000, text: 'v', act: 'v' })
    const put = textPut(held.pace, 1_010, '320')
    expect(timePassed(put.pace, 9_000)).toMatchObject({ acts: [], scan: '320' })
  })
})

test('what has acted already, as in a text field, is told but never acts again', () => {
  const first = keyDown(noKeys<string>(), { at: 0, text: '3', act: null })
  expect(timePassed(first.pace, 500)).toMatchObject({ acts: [], scan: null })
  const second = keyDown(first.pace, { at: 5, text: '2', act: null })
  expect(timePassed(second.pace, 5_000)).toMatchObject({ acts: [], scan: '32' })
})
