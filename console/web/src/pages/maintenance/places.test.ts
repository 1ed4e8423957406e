import type { HallId, RegionId } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { placeRows, weekly } from './places.ts'

const region = (id: string, parentId: string | null, name: string) => ({
  ...{ regionId: id as RegionId, parentId: parentId as RegionId | null, name },
})
const hall = (id: string, regionId: string, name: string) => ({
  ...{ hallId: id as HallId, regionId: regionId as RegionId, name },
})
const TREE = {
  regions: [region('sd', null, 'Shandong'), region('jn', 'sd', 'Jinan')],
  halls: [hall('H1', 'jn', 'Lixia'), hall('H2', 'sd', 'Province hall')],
}
const names = (text: string, within: string | null = null) =>
  placeRows(TREE, { text, within: within as RegionId | null }).map(({ name, path }) => `${name} <${path}>`)

test('one goes down the tree, region by region', () => {
  expect(names('')).toEqual(['Shandong <>'])
  expect(names('', 'sd')).toEqual(['Jinan <Shandong>', 'Province hall <Shandong>'])
  expect(names('', 'jn')).toEqual(['Lixia <Shandong / Jinan>'])
})

test('what is typed is found everywhere, by name or id', () => {
  expect(names('lix', 'sd')).toEqual(['Lixia <Shandong / Jinan>'])
  expect(names('h2')).toEqual(['Province hall <Shandong>'])
  expect(names('nowhere')).toEqual([])
})

test('weekly windows are at the same time of the day', () => {
  const from = new Date(2026, 2, 23, 2, 0).getTime()
  const spans = weekly({ from, until: from + 3_600_000 }, 3)
  expect(spans.map((span) => new Date(span.from).getDate())).toEqual([23, 30, 6])
  expect(spans.map((span) => new Date(span.from).getHours())).toEqual([2, 2, 2])
})
