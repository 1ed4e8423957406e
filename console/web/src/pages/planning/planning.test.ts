import { expect, test } from 'vitest'
import { typedDays } from './day-form.ts'
import { inOrder, typedRule } from './rules.ts'
import { typedShift } from './shift-form.ts'

test('a rule takes what the schema takes, in its unit, and says so of everything else', () => {
  expect(typedRule({}, 'hoursPerDay', '７.５')).toEqual({ hoursPerDay: 7.5 })
  expect(typedRule({ people: 2 }, 'cover.pay', '3')).toEqual({ people: 2, cover: { pay: 3 } })
  expect(typedRule({}, 'restHours', null)).toEqual({ restHours: null })
  for (const [path, typed] of [
    ['hoursPerDay', ''],
    ['hoursPerDay', '25'],
    ['daysInARow', '6.5'],
    ['people', '-1'],
    ['cover.pay', 'many'],
    ['cover.not a key', '1'],
  ] as const)
    expect(typedRule({}, path, typed), `${path} ${typed}`).toBeNull()
})

test('rules of hours come first, then people, then cover by service', () => {
  const rule = (path: string) => ({ path, value: 1, from: 'default', instead: [] })
  const paths = inOrder(['cover.b', 'people', 'cover.a', 'hoursPerDay'].map(rule)).map(({ path }) => path)
  expect(paths).toEqual(['hoursPerDay', 'people', 'cover.a', 'cover.b'])
})

test('a shift has a key of its own in whatever case, both names, and stretches that can be worked', () => {
  const form = { id: 'E1', zh: '早班', en: 'Early', stretches: '08:00-12:00 12:30-16:00' }
  expect(typedShift(form, ['D1'])).toMatchObject({
    id: 'E1',
    stretches: [
      { from: 480, to: 720 },
      { from: 750, to: 960 },
    ],
  })
  expect(typedShift(form, ['e1'])).toBe('idTaken')
  expect(typedShift({ ...form, id: '1E' }, [])).toBe('badId')
  expect(typedShift({ ...form, en: ' ' }, [])).toBe('badName')
  for (const stretches of ['', '13:00-17:00 08:00-12:00', '08:00-12:00 12:00-16:00', '22:00-26:00'])
    expect(typedShift({ ...form, stretches }, []), stretches).toBe('badStretches')
})

test('days are said from the first to the last, with both names or none', () => {
  const form = {
    from: '2026-10-01',
    to: '2026-10-07',
    kind: 'holiday' as const,
    zh: '国庆节',
    en: 'National Day',
  }
  const days = typedDays(form)
  expect(days).toHaveLength(7)
  expect(days[6]).toMatchObject({ day: '2026-10-07', kind: 'holiday' })
  expect(typedDays({ ...form, to: '' })).toHaveLength(1)
  expect(typedDays({ ...form, to: '2026-09-30' })).toBe('badDays')
  expect(typedDays({ ...form, to: '2027-10-01' })).toBe('badDays')
  expect(typedDays({ ...form, from: '2026-02-30' })).toBe('badDays')
  expect(typedDays({ ...form, en: '' })).toBe('halfName')
})
