import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DirectiveWork, LONGEST_CALENDAR, PowerCalendar, powerPreview } from '../../directive/index.ts'
import { MOST_TIMED_DAYS, askedOf, inheritedSettings } from './inherit.ts'
import type { SettingLayer } from './inherit.ts'
import { fleetKey, placeOfFleetKey } from './words.ts'

const layer = (from: string, said: Record<string, [unknown, number]>): SettingLayer => ({
  from,
  said: new Map(Object.entries(said).map(([path, [value, at]]) => [path, { value: value as never, at }])),
})
const HOURS = { from: '08:00', to: '18:00' }

test('the nearest layer has a setting; single days of all of them stand side by side', () => {
  const { values, changedAt } = inheritedSettings([
    layer('region:root', { working: [HOURS, 1], 'days.2026-02-17': [{ type: 'holiday' }, 2] }),
    layer('hall:H1', { 'days.2026-02-14': [{ type: 'working' }, 7], working: ['on', 5] }),
  ])
  expect(askedOf(values).settings.power).toEqual({
    ...{ working: 'on', rest: 'on', holiday: 'on', skewMinutes: 10 },
    days: [
      { day: '2026-02-14', type: 'working' },
      { day: '2026-02-17', type: 'holiday' },
    ],
  })
  expect(values.find(({ path }) => path === 'working')).toMatchObject({
    ...{ from: 'hall:H1', instead: [{ value: HOURS, from: 'region:root' }] },
  })
  expect(changedAt).toBe(7)
})

test('what a place let go of is inherited again, and counts as changed when it did', () => {
  const { values, changedAt, said } = inheritedSettings([
    layer('region:root', { working: [HOURS, 1] }),
    layer('hall:H1', { working: [undefined, 9] }),
  ])
  expect(askedOf(values).settings.power?.working).toEqual(HOURS)
  expect(changedAt).toBe(9)
  expect(said).toEqual(['working'])
})

test('what is taken away is asked no more: a machine is left to itself', () => {
  const { values } = inheritedSettings([
    layer('region:root', { working: [HOURS, 1], version: ['0.2.0', 1] }),
    layer('machine:H1:K1', { working: [null, 2], version: [null, 2] }),
  ])
  expect(askedOf(values)).toEqual({
    ...{ settings: { power: null, playlist: null }, version: null, dropped: 0 },
  })
})

test('what is sent goes into one directive: of single days that do not the latest stand, and it is said how many', () => {
  const days = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n): [string, [unknown, number]] => {
        const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
        return [`days.${day}`, [{ type: 'working', span: { from: '09:00', to: '23:55' } }, 1]]
      }),
    )
  const hours = { working: [HOURS, 1], rest: [HOURS, 1], holiday: [HOURS, 1], skewMinutes: [60, 1] } as const
  const asked = (count: number) =>
    askedOf(inheritedSettings([layer('hall:H1', { ...days(count), ...hours } as never)]).values)
  const workOf = (count: number): string =>
    JSON.stringify(DirectiveWork.parse({ kind: 'configure', settings: asked(count).settings }))
  expect(asked(MOST_TIMED_DAYS)).toMatchObject({ dropped: 0 })
  expect(workOf(MOST_TIMED_DAYS).length).toBeLessThanOrEqual(LONGEST_CALENDAR)
  // No room is given away: one day more would not have gone in.
  expect(workOf(MOST_TIMED_DAYS).length).toBeGreaterThan(LONGEST_CALENDAR - 100)
  expect(asked(MOST_TIMED_DAYS + 40)).toMatchObject({ dropped: 40 })
  expect(workOf(400).length).toBeLessThanOrEqual(LONGEST_CALENDAR)
  expect(asked(400).settings.power?.days.at(-1)?.day).toBe('2027-02-04')
})

test('a place has one key, and a key one place', () => {
  for (const key of ['region:sd', 'region:sd:A', 'hall:H1', 'machine:H1:K1']) {
    const place = placeOfFleetKey(key)
    expect(place && fleetKey(place)).toBe(key)
  }
  for (const key of ['hall:H1:K1', 'machine:H1', 'region:sd:E', 'planet:x', 'machine:H1:K1:more'])
    expect(placeOfFleetKey(key)).toBeNull()
})

test('whatever single days are said where, what comes of it is a power calendar', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((n) => {
    const at = Date.UTC(2026, 0, 1) + n * 24 * 3_600_000
    return `days.${new Date(at).toISOString().slice(0, 10)}`
  })
  const said = fc.dictionary(
    day,
    fc.constantFrom({ type: 'holiday' }, { type: 'working', span: 'on' }, null),
    {
      maxKeys: 450,
    },
  )
  fc.assert(
    fc.property(said, said, (above, here) => {
      const { values } = inheritedSettings(
        [above, { ...here, working: 'off' }].map((one, at) =>
          layer(
            `hall:H${at}`,
            Object.fromEntries(Object.entries(one).map(([key, value]) => [key, [value, at]])),
          ),
        ),
      )
      expect(PowerCalendar.safeParse(askedOf(values).settings.power).success).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('the next days are told by type, by single days with hours of their own, and with the skew of the machine', () => {
  const calendar = PowerCalendar.parse({
    ...{ working: HOURS, rest: 'off', holiday: 'off', skewMinutes: 20 },
    days: [
      { day: '2026-02-14', type: 'working' },
      { day: '2026-02-16', type: 'holiday', span: { from: '09:00', to: '23:55' } },
      { day: '2026-02-17', type: 'holiday', span: 'on' },
    ],
  })
  const days = powerPreview(calendar, { from: '2026-02-13', days: 5, skew: 7 })
  expect(days.map(({ day, type, hours }) => [day.slice(8), type, hours])).toEqual([
    ['13', 'working', [487, 1_087]],
    ['14', 'working', [487, 1_087]],
    ['15', 'rest', null],
    // It does not go over midnight.
    ['16', 'holiday', [547, 1_440]],
    ['17', 'holiday', [0, 1_440]],
  ])
})
