import { expect, test } from 'vitest'
import { aHallFile } from '../../test/index.ts'
import type { HallFileOptions } from '../../test/index.ts'
import { crossCheck } from './cross-check.ts'
import { HallFile } from './hall-file.ts'
import type { HallConfig } from './hall-config.ts'
import { isServiceOpen, nextOpening, specialDaysAhead } from './opening.ts'
import { closedText, specialDayText } from './opening-text.ts'

type Days = NonNullable<Parameters<NonNullable<HallFileOptions['change']>>[0]['specialDays']>

const WEEK = [
  {
    days: ['mon' as const, 'tue' as const, 'wed' as const, 'thu' as const, 'fri' as const],
    from: '08:30',
    to: '17:00',
  },
]
/** 2026: National Day from Thursday to Wednesday; Sunday 20 September and Saturday 10 October are worked instead. */
const NATIONAL_DAY: Days = [
  { from: '2026-10-01', to: '2026-10-07', name: { zh: '国庆节', en: 'National Day' }, hours: 'closed' },
  { from: '2026-09-20', name: { zh: '国庆节调休', en: 'Worked Sunday' }, hours: 'wed' },
  { from: '2026-10-10', name: { zh: '国庆节调休', en: 'Worked Saturday' }, hours: 'wed' },
]
const aConfig = (specialDays: Days, change: HallFileOptions['change'] = () => undefined): HallConfig =>
  aHallFile({
    openingHours: WEEK,
    change: (file) => {
      file.specialDays = specialDays
      change(file)
    },
  })
const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const isOpen = (config: HallConfig, when: string, service = 0): boolean =>
  isServiceOpen(config, config.services[service]!, at(when))

test.each([
  ['2026-09-19T10:00', false, 'Saturday'],
  ['2026-09-20T10:00', true, 'worked Sunday'],
  ['2026-09-20T08:29', false, 'worked Sunday, before its hours'],
  ['2026-09-30T16:59', true, 'the day before'],
  ['2026-10-01T10:00', false, 'National Day'],
  ['2026-10-07T10:00', false, 'its last day'],
  ['2026-10-08T10:00', true, 'Thursday after'],
  ['2026-10-10T16:59', true, 'worked Saturday'],
  ['2026-10-11T10:00', false, 'Sunday after'],
])('at %s the hall is open: %s (%s)', (when, open) => {
  expect(isOpen(aConfig(NATIONAL_DAY), when)).toBe(open)
})

test('a day begins and ends by the hall’s own clock', () => {
  const config = aConfig([
    {
      from: '2026-10-01',
      name: { zh: '国庆节', en: 'National Day' },
      hours: [{ from: '00:00', to: '24:00' }],
    },
  ])
  expect(isOpen(config, '2026-09-30T23:59')).toBe(false)
  expect(isOpen(config, '2026-10-01T00:00')).toBe(true)
  expect(isOpen(config, '2026-10-01T23:59')).toBe(true)
  expect(isOpen(config, '2026-10-02T00:00')).toBe(false)
})

test('a row that names a service comes before one that is about all', () => {
  const config = aConfig([
    ...NATIONAL_DAY,
    {
      from: '2026-10-01',
      to: '2026-10-03',
      name: { zh: '国庆值班', en: 'On duty' },
      hours: [
        { from: '09:00', to: '11:00' },
        { from: '14:00', to: '16:00' },
      ],
      services: ['pay'],
    },
  ])
  expect(isOpen(config, '2026-10-02T10:00')).toBe(true)
  expect(isOpen(config, '2026-10-02T12:00')).toBe(false)
  expect(isOpen(config, '2026-10-02T15:00')).toBe(true)
  expect(isOpen(config, '2026-10-02T10:00', 1)).toBe(false)
  expect(isOpen(config, '2026-10-04T10:00')).toBe(false)
})

test('when it opens next is known through weekends, holidays and worked weekends', () => {
  const config = aConfig(NATIONAL_DAY)
  const next = (when: string) => nextOpening(config, config.services[0]!, at(when))
  expect(next('2026-09-19T10:00')).toEqual({ day: '2026-09-20', time: '08:30', daysAhead: 1 })
  expect(next('2026-09-30T17:00')).toEqual({ day: '2026-10-08', time: '08:30', daysAhead: 8 })
  expect(next('2026-10-09T20:00')).toEqual({ day: '2026-10-10', time: '08:30', daysAhead: 1 })
  expect(next('2026-10-12T06:00')).toEqual({ day: '2026-10-12', time: '08:30', daysAhead: 0 })
  expect(nextOpening(config, { ...config.services[0]!, openingHours: [] }, at('2026-11-01T06:00'))).toBe(null)
})

test('what customers read: why it is closed and when it opens, in both languages', () => {
  const config = aConfig(NATIONAL_DAY)
  const text = (when: string) => closedText(config, config.services[0]!, at(when))
  expect(text('2026-10-02T10:00')).toEqual({
    zh: '国庆节，10月8日 08:30 起办理',
    en: 'National Day, opens on 8 October at 08:30',
  })
  expect(text('2026-10-12T06:00')).toEqual({ zh: '今天 08:30 起办理', en: 'Opens today at 08:30' })
  expect(text('2026-10-07T20:00')).toEqual({
    zh: '国庆节，明天 08:30 起办理',
    en: 'National Day, opens tomorrow at 08:30',
  })
})

test('what customers are told of the days ahead, in both languages', () => {
  const config = aConfig([
    ...NATIONAL_DAY,
    {
      from: '2026-12-31',
      name: { zh: '元旦前夕', en: 'New Year’s Eve' },
      hours: [{ from: '08:30', to: '12:00' }],
      services: ['pay', 'ask'],
    },
    {
      from: '2026-12-30',
      to: '2027-01-02',
      name: { zh: '元旦', en: 'New Year' },
      hours: 'closed',
      services: ['connect'],
    },
  ])
  expect(config.specialDays?.map((row) => specialDayText(config, row))).toEqual([
    { zh: '国庆节（10月1日至10月7日）：停止办理', en: 'National Day (1–7 October): closed' },
    {
      zh: '国庆节调休（9月20日）：按周三时间办理',
      en: 'Worked Sunday (20 September): open as on a Wednesday',
    },
    {
      zh: '国庆节调休（10月10日）：按周三时间办理',
      en: 'Worked Saturday (10 October): open as on a Wednesday',
    },
    {
      zh: '元旦前夕（12月31日）：pay（中）、ask（中）08:30–12:00 办理',
      en: 'New Year’s Eve (31 December): pay, ask open 08:30–12:00',
    },
    {
      zh: '元旦（12月30日至1月2日）：connect（中）停止办理',
      en: 'New Year (30 December – 2 January): connect closed',
    },
  ])
  const ahead = (when: string) => specialDaysAhead(config, at(when), 7).map(({ from }) => from)
  expect(ahead('2026-09-12T10:00')).toEqual([])
  expect(ahead('2026-09-13T10:00')).toEqual(['2026-09-20'])
  expect(ahead('2026-10-05T10:00')).toEqual(['2026-10-01', '2026-10-10'])
  expect(ahead('2026-10-11T10:00')).toEqual([])
})

const name = { zh: '节', en: 'Holiday' }
test.each<[string, Days, string, string]>([
  [
    'ends before it begins',
    [{ from: '2026-10-07', to: '2026-10-01', name, hours: 'closed' }],
    'specialDays.0.to',
    'a day that is not before 2026-10-07',
  ],
  [
    'is a year too long',
    [{ from: '2026-10-01', to: '2027-10-07', name, hours: 'closed' }],
    'specialDays.0.to',
    'at most 60 days from 2026-10-01 on',
  ],
  [
    'has hours that end before they begin',
    [{ from: '2026-10-01', name, hours: [{ from: '12:00', to: '08:30' }] }],
    'specialDays.0.hours.0',
    'from earlier than to',
  ],
  [
    'is about a service that is not there',
    [{ from: '2026-10-01', name, hours: 'closed', services: ['none'] }],
    'specialDays.0.services.0',
    'one of services (pay, invoice, connect, ask), not "none"',
  ],
  [
    'is about a day that another row is about',
    [...NATIONAL_DAY, { from: '2026-10-07', name, hours: 'mon' }],
    'specialDays.3',
    'days of its own: specialDays.0 is about one of them too',
  ],
])('a special day that %s is refused', (_what, days, path, expected) => {
  expect(crossCheck(aHallFile({ change: (file) => (file.specialDays = days) }))).toEqual([{ path, expected }])
})

test('a day that no calendar has, and hours that are none, are named plainly', () => {
  const parsed = HallFile.safeParse({
    ...aHallFile(),
    specialDays: [{ from: '2026-02-30', name, hours: 'shut' }],
  })
  expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['specialDays.0.from', 'a day of the calendar such as 2026-10-01'],
    [
      'specialDays.0.hours',
      "closed, a weekday such as mon, or hours such as [{ from: '08:30', to: '12:00' }]",
    ],
  ])
})
