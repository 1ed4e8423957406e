import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter } from '../../config/opening.ts'
import { metresBetween, placesNear, quieterNear } from '../near.ts'
import { hoursText, readHours } from './hours-text.ts'
import { PointHours, openStateAt, pointSpansOn } from './hours.ts'
import { waitingOf, waitingShown } from './places.ts'
import { PointDescription, PointId } from './words.ts'

const ZONE = 'Asia/Shanghai'
/** A moment of the clock on the wall there. */
const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const always =
  (...spans: string[]) =>
  () =>
    spans
const position = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('distance: nothing to itself, the same both ways, never more than half way round, no shorter by a detour', () => {
  fc.assert(
    fc.property(position, position, position, (a, b, c) => {
      expect(metresBetween(a, a)).toBe(0)
      expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3)
      expect(metresBetween(a, b)).toBeLessThanOrEqual(20_016_000)
      expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 1)
    }),
  )
  const [hangzhou, shanghai] = [
    { latitude: 30.25, longitude: 120.17 },
    { latitude: 31.23, longitude: 121.47 },
  ]
  expect(Math.round(metresBetween(hangzhou, shanghai) / 1_000)).toBe(165)
})

test('a span over midnight is open on both sides of it and nowhere else', () => {
  const state = (text: string) => openStateAt(always('22:00-06:00'), at(text), ZONE)
  expect(state('2026-03-02T23:30')).toEqual({ is: 'open', until: { day: '2026-03-03', time: '06:00' } })
  expect(state('2026-03-03T05:59')).toEqual({ is: 'open', until: { day: '2026-03-03', time: '06:00' } })
  expect(state('2026-03-03T06:00')).toEqual({ is: 'closed', opens: { day: '2026-03-03', time: '22:00' } })
  // Of the day before alone.
  const yesterday = openStateAt(
    (day) => (day === '2026-03-02' ? ['22:00-06:00'] : []),
    at('2026-03-03T05:00'),
    ZONE,
  )
  expect(yesterday).toEqual({ is: 'open', until: { day: '2026-03-03', time: '06:00' } })
})

test('spans that touch are one, and what is open for days on end has no end', () => {
  expect(openStateAt(always('00:00-24:00'), at('2026-03-02T00:00'), ZONE)).toEqual({
    is: 'open',
    until: null,
  })
  const halves = always('08:00-12:00', '12:00-18:00')
  expect(openStateAt(halves, at('2026-03-02T11:00'), ZONE)).toMatchObject({ until: { time: '18:00' } })
  const once = (day: string) => (day === '2026-03-02' ? ['00:00-24:00'] : ['08:00-17:00'])
  expect(openStateAt(once, at('2026-03-02T20:00'), ZONE)).toEqual({
    ...{ is: 'open', until: { day: '2026-03-03', time: '00:00' } },
  })
})

test('open is what lies within a span of the day or of the night before, whatever the spans', () => {
  const clock = fc.integer({ min: 0, max: 1_439 })
  const text = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  fc.assert(
    fc.property(clock, clock, clock, (from, to, now) => {
      fc.pre(from !== to)
      const state = openStateAt(always(`${text(from)}-${text(to)}`), at(`2026-03-02T${text(now)}`), ZONE)
      const isIn = from < to ? from <= now && now < to : now >= from || now < to
      expect(state?.is).toBe(isIn ? 'open' : 'closed')
      if (state?.is === 'open') expect(state.until?.time).toBe(text(to))
      else expect(state?.opens?.time).toBe(text(from))
    }),
  )
})

test('special days come before holidays, holidays before weekdays; a later special day before an earlier', () => {
  const hours = readHours(
    '1-5 08:30-17:30; 6 09:00-12:00; holiday closed; 2026-10-01..2026-10-03 10:00-15:00; 2026-10-02 closed',
  )
  if (!hours) throw new Error('not read')
  expect(pointSpansOn(hours, '2026-10-01', 'holiday')).toEqual(['10:00-15:00'])
  expect(pointSpansOn(hours, '2026-10-02', 'holiday')).toEqual([])
  expect(pointSpansOn(hours, '2026-10-05', 'holiday')).toEqual([])
  expect(pointSpansOn(hours, '2026-10-05', '1')).toEqual(['08:30-17:30'])
  expect(pointSpansOn(hours, '2026-10-11', '7')).toEqual([])
  // A Sunday that is worked instead is as a Monday.
  expect(pointSpansOn(hours, '2026-10-11', '1')).toEqual(['08:30-17:30'])
  const noHoliday = { week: { '4': ['09:00-10:00'] }, special: [] }
  expect(pointSpansOn(noHoliday, '2026-10-01', 'holiday')).toEqual(['09:00-10:00'])
})

test('hours are read as they are written, and what is none is refused', () => {
  for (const text of [
    '24h',
    '1-5 08:30-12:00 13:30-17:30; 6-7 09:00-16:00',
    '1-7 22:00-06:00; holiday closed',
  ])
    expect(hoursText(readHours(text)!)).toBe(text)
  expect(readHours('１-５ 08:30～17:30')).toEqual(readHours('1-5 08:30-17:30'))
  for (const odd of [
    'mo 08:00-09:00',
    '1-5',
    '1-5 8:00-9:00',
    '1 08:00-25:00',
    '1 08:00-12:00 11:00-13:00',
    '8 08:00-09:00',
    '1 08:00-08:00',
    '2026-13-01 closed',
    '2026-10-03..2026-10-01 closed',
    '1 22:00-06:00 23:00-24:00',
    `1 ${'x'.repeat(5_000)}`,
  ])
    expect(readHours(odd), odd).toBeNull()
  const day = fc.integer({ min: 0, max: 3_000 }).map((days) => dayAfter('2026-01-01', days))
  const spans = fc.constantFrom([], ['08:00-12:00', '13:00-17:00'], ['22:00-06:00'], ['00:00-24:00'])
  const week = fc.dictionary(
    fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
    spans.filter(({ length }) => length > 0),
  )
  const special = fc.array(fc.record({ from: day, spans }), { maxLength: 5 })
  fc.assert(
    fc.property(week, special, (days, rows) => {
      const hours = PointHours.parse({
        week: { ...days },
        special: rows.map((row) => ({ ...row, to: row.from })),
      })
      expect(readHours(hoursText(hours))).toEqual(hoursText(hours) === '24h' ? readHours('24h') : hours)
    }),
  )
})

const place = (id: string, latitude: number, waiting: number | null) => ({
  ...{ id, position: { latitude, longitude: 120 } },
  waiting: waiting === null ? null : { waiting, longestMs: null },
})

test('places stand by distance or by who waits; what is not known stands last; nobody is sent where it is not quieter', () => {
  const here = { latitude: 30, longitude: 120 }
  const lost = { ...place('lost', 30.001, null) }
  const nowhere = { ...place('nowhere', 0, 1), position: null }
  const all = [nowhere, place('far', 31, 0), lost, place('near', 30.01, 9)]
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  expect(ids(placesNear(here, all))).toEqual(['lost', 'near', 'far', 'nowhere'])
  expect(ids(placesNear(here, all, 'waiting'))).toEqual(['far', 'nowhere', 'near', 'lost'])
  expect(ids(quieterNear({ position: here, waiting: 9 }, all))).toEqual(['far', 'nowhere'])
  expect(ids(quieterNear({ position: null, waiting: 2 }, all))).toEqual(['far', 'nowhere'])
})

test('figures of a hall without a line are unknown, old ones say so, and older ones are shown no more', () => {
  const line = { connected: true, since: 0 }
  const tile = { line, waiting: 4, longestSince: 1_000_000, behindMs: 500 }
  expect(waitingOf(tile, 1_060_500)).toEqual({ waiting: 4, longestMs: 60_000 })
  expect(waitingOf({ ...tile, line: { connected: false, since: 0 } }, 1_060_500)).toBeNull()
  const waiting = { waiting: 4, longestMs: null }
  expect(waitingShown(waiting, 0).is).toBe('live')
  expect(waitingShown(waiting, 60_001).is).toBe('old')
  expect(waitingShown(waiting, 600_001).is).toBe('unknown')
  expect(waitingShown(waiting, NaN).is).toBe('unknown')
  expect(waitingShown(null, 0).is).toBe('unknown')
})

test('numbers have one form, and what people go to has a place', () => {
  expect(PointId.parse(' rs－１2 ')).toBe('RS-12')
  const bank = {
    ...{
      kind: 'bank',
      name: { zh: '银行', en: 'Bank' },
      regionId: 'root',
      district: { zh: '', en: '' },
      address: '',
    },
    ...{ position: { latitude: 30, longitude: 120 }, phone: '0571 1234', web: '', hours: readHours('24h') },
    services: ['pay'],
  }
  const takes = (more: object) => PointDescription.safeParse({ ...bank, ...more }).success
  expect(takes({})).toBe(true)
  for (const odd of [
    { position: null },
    { kind: 'alipay' },
    { position: { latitude: 91, longitude: 0 } },
    { phone: '"onclick' },
    { web: 'javascript:alert(1)' },
    { web: 'https://a"b' },
    { services: ['pay', 'pay'] },
    { services: [] },
    { name: { zh: '\u202e', en: 'x' } },
  ])
    expect(takes(odd), JSON.stringify(odd)).toBe(false)
  expect(takes({ kind: 'alipay', position: null })).toBe(true)
})
