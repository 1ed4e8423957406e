import { describe, expect, test } from 'vitest'
import type { PlanDay } from '../people/days.ts'
import { daysLater, daysOf, weekOf } from '../people/days.ts'
import { DEFAULT_RULES, holdingRules } from '../people/rules.ts'
import { checkRoster } from './check.ts'
import type { RosterContext, RosterPerson } from './check.ts'
import { findingText } from './finding-text.ts'
import type { RosterRow, Shift } from './words.ts'

const week = '2026-11-30' as PlanDay
const shift = (id: string, ...spans: [number, number][]): Shift => ({
  ...{ id: id as Shift['id'], name: { zh: id, en: id } },
  stretches: spans.map(([from, to]) => ({ from: from * 60, to: to * 60 })),
})
const shifts = [
  shift('D', [9, 12], [13, 17]),
  shift('L', [12, 20]),
  shift('E', [6, 12]),
  shift('X', [8, 12], [12.1, 18]),
]
const person = (number: string, more: Partial<RosterPerson> = {}): RosterPerson => ({
  ...{ number: number as RosterPerson['number'], kinds: ['comprehensive'], skills: ['pay'], share: 100 },
  ...{ from: '2020-01-01' as PlanDay, until: null, away: [] },
  ...more,
})
const context = (more: Partial<RosterContext> = {}): RosterContext => ({
  ...{ week, people: [person('1001'), person('1002')], shifts, before: null, after: null },
  rules: { ...DEFAULT_RULES, people: null, stretchHours: null },
  open: Array.from({ length: 7 }, () => []),
  ...more,
})
const duty = (id: string | null, counter?: string): RosterRow['days'][number] =>
  id === null ? null : { shift: id as Shift['id'], ...(counter ? { counter: counter as never } : {}) }
const row = (number: string, days: string): RosterRow => ({
  number: number as RosterRow['number'],
  days: [...days].map((letter) => duty(letter === '-' ? null : letter)),
})
const codes = (rows: RosterRow[], more: Partial<RosterContext> = {}): string[] =>
  checkRoster(rows, context(more)).map(({ code }) => code)

test('days of the calendar go over months and leap years, and weeks begin on Mondays', () => {
  expect(daysLater('2024-02-28' as PlanDay, 2)).toBe('2024-03-01')
  expect(weekOf('2026-12-06' as PlanDay)).toBe(week)
  expect(daysOf(week).at(-1)).toBe('2026-12-06')
})

test('a sound week has nothing to see', () => {
  expect(codes([row('1001', 'DDDDD--'), row('1002', '--DDDDD')])).toEqual([])
})

describe('what cannot be', () => {
  test('is somebody of another hall, on a day off, before the first or after the last day, or a shift that is gone', () => {
    expect(codes([row('9999', 'D------')])).toEqual(['unknown'])
    const away = [{ from: '2026-12-01' as PlanDay, to: '2026-12-02' as PlanDay }]
    expect(codes([row('1001', 'DDDD---')], { people: [person('1001', { away })] })).toEqual(['away', 'away'])
    const short = person('1001', { from: '2026-12-01' as PlanDay, until: '2026-12-02' as PlanDay })
    expect(codes([row('1001', 'DDDD---')], { people: [short] })).toEqual(['notEmployed', 'notEmployed'])
    expect(codes([row('1001', 'Q------')])).toEqual(['noShift'])
  })

  test('is one counter for two at once, but not one after the other', () => {
    const at = (number: string, id: string): RosterRow => ({
      ...row(number, '-------'),
      days: [duty(id, 'C1'), ...Array.from({ length: 6 }, () => null)],
    })
    expect(codes([at('1001', 'D'), at('1002', 'L')])).toEqual(['counterTwice'])
    expect(codes([at('1001', 'E'), at('1002', 'L')])).toEqual([])
  })
})

describe('a rule is broken by', () => {
  test.each([
    ['too many hours a day', 'X------', { hoursPerDay: 9 }, ['hoursPerDay']],
    ['too many hours a week', 'DDDDDD-', {}, ['hoursPerWeek']],
    ['too long without a break', 'X------', { stretchHours: 6, hoursPerDay: null }, ['stretch']],
    ['too little rest', 'LE-----', { restHours: 11, hoursPerWeek: null }, ['rest']],
    ['too many days in a row', 'DDDDDDD', { hoursPerWeek: null }, ['daysInARow']],
  ])('%s', (_name, days, rules, found) => {
    expect(codes([row('1001', days)], { rules: { ...context().rules, ...rules } })).toEqual(found)
  })

  test('half of the hours, of somebody who works half time', () => {
    expect(codes([row('1001', 'DDD----')], { people: [person('1001', { share: 50 })] })).toEqual([
      'hoursPerWeek',
    ])
  })

  test('what the weeks beside it add', () => {
    const beside = (days: string): RosterContext['before'] => ({ rows: [row('1001', days)], shifts })
    expect(codes([row('1001', 'E------')], { before: beside('------L') })).toEqual(['rest'])
    expect(codes([row('1001', '------L')], { after: beside('E------') })).toEqual(['rest'])
    expect(codes([row('1001', 'DDD----')], { before: beside('---DDDD') })).toEqual(['daysInARow'])
    expect(codes([row('1001', '----DDD')], { after: beside('DDDD---') })).toEqual(['daysInARow'])
    expect(codes([row('1001', 'D------')], { before: beside('DDDDDDD') })).toEqual(['daysInARow'])
    expect(codes([row('1001', '-D-----')], { before: beside('DDDDDDD') })).toEqual([])
  })
})

test('too few people are told by spans, of all and of those who can serve', () => {
  const open = [[{ from: 9 * 60, to: 17 * 60 }], ...Array.from({ length: 6 }, () => [])]
  const rules = { ...context().rules, people: 1, cover: { new: 1 } }
  const found = checkRoster([row('1001', 'D------')], context({ rules, open }))
  expect(found).toEqual([
    { kind: 'cover', code: 'people', day: 0, from: 720, to: 780, have: 0, least: 1 },
    { kind: 'cover', code: 'skill', service: 'new', day: 0, from: 540, to: 1020, have: 0, least: 1 },
  ])
  expect(found.map((one) => findingText(one, (id) => ({ zh: id, en: id })).en)).toEqual([
    'Monday 12:00-13:00: 0 people, less than 1',
    'Monday 09:00-17:00: 0 people for new, less than 1',
  ])
})

test('rules are inherited one by one; null takes one away, of cover by service', () => {
  const rules = holdingRules([
    { hoursPerDay: 9, cover: { pay: 2, new: 1 } },
    { hoursPerDay: null, cover: { pay: null } },
    { restHours: 12 },
  ])
  expect(rules).toMatchObject({ hoursPerDay: null, hoursPerWeek: 40, restHours: 12, cover: { new: 1 } })
})
