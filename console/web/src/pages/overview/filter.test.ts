import { expect, test } from 'vitest'
import { aRegion, NOW } from '../../../gallery/a-region.ts'
import type { Row } from '../../severity/rows-store.ts'
import { severityOf, longestWait, silence } from '../../severity/severity.ts'
import { countLevels, matching, sorted, totalsOf } from './filter.ts'
import { groupsOf } from './map-groups.ts'

const LIMIT_MS = 900_000

function rows(count = 40): Row[] {
  const { organisation, tiles } = aRegion(count)
  return tiles.map((tile) => {
    const hall = organisation.halls.find(({ hallId }) => hallId === tile.hallId)!
    const path = organisation.regions.filter(({ regionId }) => ['root', hall.regionId].includes(regionId))
    return {
      ...{ hallId: tile.hallId, tile, tier: hall.tier, path, limitMs: LIMIT_MS },
      ...{ waitMs: longestWait(tile, NOW), silentMs: silence(tile, NOW) },
      ...severityOf(tile, { now: NOW, limitMs: LIMIT_MS }),
    }
  })
}

test('a hall is found by its id, a part of its name in any language, or its region', () => {
  const all = rows()
  const found = (text: string) => matching(all, { text, tiers: '' }).map(({ hallId }) => hallId)
  expect(found('h0003')).toEqual(['H0003'])
  expect(found('淄博 3')).toContain('H0003')
  expect(found('ZIBO power').length).toBe(5)
  expect(found('  ')).toHaveLength(40)
  expect(found('no such')).toEqual([])
  expect(matching(all, { text: '', tiers: 'AB' }).every(({ tier }) => tier === 'A' || tier === 'B')).toBe(
    true,
  )
})

test('each order puts the greatest first, and halls that are equal keep their places', () => {
  const all = rows()
  const worst = sorted(all, 'worst', 'zh').map(({ weight }) => weight)
  expect(worst).toEqual([...worst].sort((a, b) => b - a))
  expect(sorted([...all].reverse(), 'machines', 'zh')).toEqual(sorted(all, 'machines', 'zh'))
  expect(Object.values(countLevels(all)).reduce((a, b) => a + b)).toBe(40)
})

test('sums leave out what halls did on another day', () => {
  const all = rows(3)
  const before = totalsOf(all)
  const [first, ...rest] = all
  const late = { ...first!, tile: { ...first!.tile, day: '2026-01-02' as never } }
  const totals = totalsOf([late, ...rest])
  expect(totals.served).toBe(before.served - first!.tile.today.served)
  expect(totals.waiting).toBe(before.waiting)
  expect(totalsOf([])).toMatchObject({ meanWaitMs: null, satisfied: null, longestMs: 0 })
})

test('the map has a block for each region below, in places that do not change', () => {
  const groups = groupsOf(rows(), 'root' as never)
  expect(groups.map(({ region }) => region?.regionId)).toEqual([
    'dezhou',
    'heze',
    'jinan',
    'linyi',
    'qingdao',
    'weifang',
    'yantai',
    'zibo',
  ])
  expect(groupsOf([...rows()].reverse(), 'root' as never)).toEqual(groups)
  const zibo = rows().filter(({ path }) => path.some(({ regionId }) => regionId === 'zibo'))
  expect(groupsOf(zibo, 'zibo' as never)).toMatchObject([{ region: null, rows: { length: 5 } }])
})
