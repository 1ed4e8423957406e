import type { HallId, HallTile } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { longestWait, severityOf, silence } from './severity.ts'

const MINUTE = 60_000
const NOW = 1_767_578_400_000

function aTile(change: Partial<HallTile> = {}): HallTile {
  return {
    ...{ hallId: 'H1' as HallId, name: { zh: '厅', en: 'Hall' }, line: { connected: true, since: NOW } },
    ...{ at: NOW, behindMs: 0, day: null, waiting: 0, longestSince: null },
    ...{ counters: { open: 2, serving: 1, paused: 0, all: 4 }, machines: { bad: 0, all: 10 } },
    today: { issued: 0, served: 0, noShows: 0, waitMs: 0, waits: 0, handlingMs: 0, ratings: 0, satisfied: 0 },
    ...change,
  }
}
const waitingFor = (ms: number): Partial<HallTile> => ({ waiting: 3, longestSince: NOW - ms })
const closed = { counters: { open: 0, serving: 0, paused: 0, all: 4 } }
const severity = (tile: HallTile) => severityOf(tile, { now: NOW, limitMs: 15 * MINUTE })

test('halls are ordered as the rule says, the worst first', () => {
  const inOrder = [
    aTile({ ...closed, waiting: 9, longestSince: NOW - MINUTE }),
    aTile({ ...closed, waiting: 1, longestSince: NOW - 60 * MINUTE }),
    aTile(waitingFor(40 * MINUTE)),
    aTile(waitingFor(16 * MINUTE)),
    aTile({ line: { connected: false, since: NOW - 300 * MINUTE } }),
    aTile({ line: { connected: false, since: NOW - 2 * MINUTE } }),
    aTile({
      stays: [{ stationId: 'K1', name: { zh: '自助终端 1', en: 'Kiosk 1' }, since: NOW - 4 * MINUTE }],
    }),
    aTile(waitingFor(11 * MINUTE)),
    aTile({ machines: { bad: 5, all: 10 } }),
    aTile({ machines: { bad: 2, all: 10 } }),
    aTile(waitingFor(2 * MINUTE)),
    aTile({ machines: { bad: 1, all: 10 } }),
    aTile(closed),
    aTile({ closed: true, line: { connected: false, since: NOW - 300 * MINUTE } }),
    aTile({ closed: true, line: { connected: false, since: NOW - 2 * MINUTE } }),
    aTile({ at: 0, line: { connected: false, since: null } }),
  ]
  const weights = inOrder.map((tile) => severity(tile).weight)
  expect([...weights].sort((a, b) => b - a)).toEqual(weights)
  expect(new Set(weights).size).toBe(weights.length)
  expect(inOrder.map((tile) => severity(tile).level).join(' ')).toBe(
    'bad bad bad bad bad bad warn warn warn warn good good idle idle idle idle',
  )
})

test('a closed hall is idle: what is left of its day waits for nobody, unless somebody still serves', () => {
  const left = { ...waitingFor(200 * MINUTE), closed: true as const }
  expect(severity(aTile({ ...left, ...closed }))).toMatchObject({ level: 'idle', reasons: [] })
  expect(severity(aTile(left)).level).toBe('bad')
  const off = { ...left, line: { connected: false, since: NOW - 60 * MINUTE } }
  expect(severity(aTile(off)).reasons).toEqual([{ is: 'closed', forMs: 60 * MINUTE }])
})

test('a wait is measured by the clock of the hall it is in, however wrong that is', () => {
  const behind = 3 * 3_600_000
  const tile = aTile({
    ...{ behindMs: behind, at: NOW - behind - 5 * MINUTE, waiting: 1 },
    longestSince: NOW - behind - 20 * MINUTE,
  })
  expect(longestWait(tile, NOW)).toBe(20 * MINUTE)
  expect(longestWait({ ...tile, behindMs: null }, NOW)).toBe(15 * MINUTE)
})

test('what a lost hall said last says nothing of now but its age', () => {
  const tile = aTile({
    ...waitingFor(90 * MINUTE),
    at: NOW - 80 * MINUTE,
    line: { connected: false, since: NOW - 70 * MINUTE },
  })
  expect(severity(tile).reasons).toEqual([{ is: 'lineLost', forMs: 70 * MINUTE }])
  expect(longestWait(tile, NOW)).toBe(10 * MINUTE)
  expect(silence({ ...tile, line: { connected: false, since: null } }, NOW)).toBe(80 * MINUTE)
})
