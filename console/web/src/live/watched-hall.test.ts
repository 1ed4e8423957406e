import type { HallId, HallLive } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { createWatchedHall } from './watched-hall.ts'

const today = {
  issued: 0,
  served: 0,
  noShows: 0,
  waitMs: 0,
  waits: 0,
  handlingMs: 0,
  ratings: 0,
  satisfied: 0,
}
const aHall = (id: string, waiting = 0): HallLive => ({
  hallId: id as HallId,
  head: {
    number: 1,
    at: 5,
    day: null,
    line: { connected: true, since: 1 },
    waiting,
    longestSince: null,
    today,
  },
  ...{ plan: null, counters: [], machines: [] },
  services: ['pay', 'ask'].map((service) => ({ id: service, waiting, longestSince: null, today })),
})
const H1 = 'H1' as HallId

test('rows that changed are put in, and what is told late of another hall is not', () => {
  const watched = createWatchedHall()
  watched.want(H1)
  watched.take({ ok: true, now: 9, hall: aHall('H2') })
  expect(watched.hall.value).toBe(null)
  watched.take({ ok: true, now: 9, hall: aHall('H1') })
  const ask = watched.hall.value?.services[1]
  watched.fold({
    hallId: 'H2' as HallId,
    now: 9,
    services: [{ id: 'pay', waiting: 7, longestSince: 1, today }],
  })
  watched.fold({ hallId: H1, now: 9, services: [{ id: 'pay', waiting: 3, longestSince: 1, today }] })
  expect(watched.hall.value?.services.map(({ waiting }) => waiting)).toEqual([3, 0])
  expect(watched.hall.value?.services[1]).toBe(ask)
})

test('a hall that may be seen no more is shown no more; another begins empty', () => {
  const watched = createWatchedHall()
  watched.want(H1)
  watched.take({ ok: true, now: 9, hall: aHall('H1') })
  watched.refuse(H1, 'organisation.unknownHall')
  expect([watched.hall.value, watched.refused.value]).toEqual([null, 'organisation.unknownHall'])
  watched.want('H2' as HallId)
  expect([watched.hall.value, watched.refused.value]).toEqual([null, null])
})
