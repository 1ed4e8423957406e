import { expect, test } from 'vitest'
import type { HallTile } from './console.ts'
import { changedTile, tileChange } from './tile-change.ts'
import type { TileChange } from './tile-change.ts'

const tile = (more: Partial<HallTile> = {}): HallTile => ({
  ...{ hallId: 'H1' as never, name: { zh: '一厅', en: 'One' }, line: { connected: true, since: 5 } },
  ...{ at: 10, behindMs: null, day: null, waiting: 0, longestSince: null },
  counters: { open: 1, serving: 0, paused: 0, all: 3 },
  machines: { bad: 0, all: 4 },
  today: { issued: 1, served: 0, noShows: 0, waitMs: 0, waits: 0, handlingMs: 0, ratings: 0, satisfied: 0 },
  ...more,
})

test('a tile and what changed of it make the tile as it is now', () => {
  const before = tile()
  const today = { ...before.today, issued: 2, waitMs: 7 }
  const after = tile({
    at: 11,
    day: '2026-01-05' as never,
    waiting: 1,
    longestSince: 11,
    behindMs: -3,
    today,
  })
  const change = tileChange(before, after)
  expect(change).toEqual({
    ...{ hallId: 'H1', at: 11, day: '2026-01-05', waiting: 1, longestSince: 11, behindMs: -3 },
    today: { issued: 2, waitMs: 7 },
  })
  expect(changedTile(before, JSON.parse(JSON.stringify(change)) as TileChange)).toEqual(after)
  const back = tileChange(after, before)
  expect(changedTile(after, JSON.parse(JSON.stringify(back)) as TileChange)).toEqual(before)
  expect(before).toEqual(tile())
})

test('what a tile may lack comes, changes and goes', () => {
  const stay = (stationId: string) => ({ stationId, name: { zh: '机', en: 'Kiosk' }, since: 7 }) as never
  const steps = [
    tile(),
    tile({ stays: [stay('K1')] }),
    tile({ stays: [stay('K1')] }),
    tile({ stays: [stay('K2')] }),
    tile(),
  ]
  for (const [at, after] of steps.entries()) {
    const before = steps[at - 1]
    if (!before) continue
    const change = JSON.parse(JSON.stringify(tileChange(before, after))) as TileChange
    expect(Object.keys(change).includes('stays')).toBe(at !== 2)
    expect(changedTile(before, change)).toEqual(after)
    expect('stays' in (changedTile(before, change) ?? {})).toBe('stays' in after)
  }
})

test('what has not changed is not told; a hall that nobody was told of is told whole', () => {
  expect(tileChange(tile(), tile())).toEqual({ hallId: 'H1', at: 10 })
  expect(tileChange(undefined, tile())).toEqual(tile())
  expect(changedTile(undefined, tileChange(undefined, tile()))).toEqual(tile())
})

test('a change of a hall of which nothing is known makes no tile', () => {
  expect(changedTile(undefined, tileChange(tile(), tile({ waiting: 2 })))).toBeNull()
})
