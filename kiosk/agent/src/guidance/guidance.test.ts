import { localTime } from '@service-hall/contract'
import type { GuidePlace } from '@service-hall/contract'
import { manualClock } from '@service-hall/drivers/testing'
import { expect, test } from 'vitest'
import { HeardSurroundings } from './heard-surroundings.ts'
import { nearbyView, waitingNow } from './nearby-view.ts'

const NOW = Date.parse('2026-10-08T10:00:00+08:00')
const place = (id: string, more: Partial<GuidePlace> = {}): GuidePlace => ({
  ...{ id, kind: 'bank', name: { zh: '名', en: 'Name' }, kindName: { zh: '银行', en: 'Bank' } },
  ...{ address: '', phone: '', position: null, metres: 320, closed: null, services: [] },
  days: { '2026-10-07': [], '2026-10-08': ['08:30-17:00'], '2026-10-09': ['08:30-17:00'] },
  ...more,
})
const VERSION = '0123456789abcdef'
const told = {
  ...{ version: VERSION, ageMs: 0 },
  places: [place('hall:H2'), place('point:P1', { days: {} })],
  waiting: [{ hallId: 'H2', waiting: 4, longestMs: null }],
}
const shown = (heard: HeardSurroundings, advised: string[] = []) =>
  nearbyView(heard.heard!, { advised: new Set(advised), now: NOW })

test('places are shown with hours and figures, the figures with their age, and old ones not at all', async () => {
  const clock = manualClock()
  const heard = new HeardSurroundings(clock)
  expect(heard.heard).toBeNull()
  expect(heard.take(told, NOW)).toBe(true)
  expect(shown(heard, ['H2'])).toMatchObject({
    ...{ ageMinutes: null, asOf: null, today: localTime(NOW, 'Asia/Shanghai').day },
    places: [
      {
        ...{ id: 'hall:H2', isHall: true, waiting: 4, advised: true },
        open: { is: 'open', until: { time: '17:00' } },
      },
      { id: 'point:P1', isHall: false, waiting: null, advised: false, open: null },
    ],
  })
  expect(waitingNow(heard.heard!, 'H2')).toMatchObject({ waiting: 4 })
  await clock.advance(4 * 60_000 + 1)
  expect(shown(heard)).toMatchObject({ ageMinutes: 4, asOf: null, places: [{ waiting: 4 }, {}] })
  // Where customers are sent, only what is so now counts.
  expect(waitingNow(heard.heard!, 'H2')).toBeNull()
  await clock.advance(6 * 60_000)
  expect(shown(heard)).toMatchObject({ ageMinutes: 10, asOf: NOW, places: [{ waiting: null }, {}] })
})

test('figures come without the places while these are as they were; what does not fit is not taken', () => {
  const heard = new HeardSurroundings(manualClock())
  expect(heard.take({ ...told, places: null }, NOW)).toBe(false)
  heard.take({ version: null, places: null, waiting: [], ageMs: null }, NOW)
  expect(shown(heard)).toMatchObject({ places: null, ageMinutes: null, asOf: null })
  heard.take(told, NOW)
  const more = [{ hallId: 'H2', waiting: 9, longestMs: null }]
  expect(heard.take({ ...told, places: null, waiting: more }, NOW)).toBe(true)
  expect(shown(heard).places).toMatchObject([{ waiting: 9 }, { waiting: null }])
  for (const odd of [null, 'x', { ...told, places: [{}] }, { ...told, ageMs: -1 }, { ...told, version: 'x' }])
    expect(heard.take(odd, NOW)).toBe(false)
  expect(heard.take({ ...told, version: 'fedcba9876543210', places: null }, NOW)).toBe(false)
  expect(shown(heard).places).toHaveLength(2)
})

test('a copy that is old when it comes is as old as the hall says', () => {
  const heard = new HeardSurroundings(manualClock())
  heard.take({ ...told, ageMs: 700_000 }, NOW)
  expect(shown(heard)).toMatchObject({ ageMinutes: 11, asOf: NOW - 700_000, places: [{ waiting: null }, {}] })
})

test('a place that is closed for a time says why', () => {
  const heard = new HeardSurroundings(manualClock())
  const closed = { to: null, why: { zh: '装修', en: 'Works' } }
  heard.take({ ...told, places: [place('point:P1', { closed })] }, NOW)
  expect(shown(heard).places?.[0]?.open).toEqual({ is: 'closed', opens: null, why: closed.why })
})
