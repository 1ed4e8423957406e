import { HallFile } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { castOf } from '../../customers/customers.ts'
import { DEMO_REGIONS, FIRST_HALL, FULL_HALLS, hallFileFor } from './halls.ts'
import { furtherHalls } from './region.ts'

const base = () => readHallFile(inRoot('hall-server/config/demo-hall.yaml'))

test('halls of tiers A, B and C differ in counters, and customers can come to each', async () => {
  const first = await base()
  const files = FULL_HALLS.map((hall) => HallFile.parse(hallFileFor(first, hall)))
  const all = [first, ...files]
  expect(all.map(({ hall }) => hall.tier)).toEqual(['B', 'A', 'C'])
  expect(all.map(({ counters }) => counters.length)).toEqual([3, 8, 2])
  for (const file of files) {
    const { kiosk, workplaces } = castOf(file)
    expect(kiosk?.code).toContain(file.hall.id.toLowerCase())
    // The first counter is left for a person, as in the hall with the kiosk.
    expect(workplaces).toHaveLength(file.counters.length - 1)
  }
})

test('halls lie in regions of the demo, and each region comes after the one it lies in', () => {
  const known = new Set(['root'])
  for (const { id, parent } of DEMO_REGIONS) {
    expect(known).toContain(parent)
    known.add(id)
  }
  for (const { region } of [FIRST_HALL, ...FULL_HALLS]) expect(known).toContain(region)
})

test('as many halls have a server of their own as are asked for, up to three', () => {
  const ids = (halls: number) =>
    furtherHalls({ halls, port: 8080 }).map(({ hall, port }) => `${hall.id} ${port}`)
  expect(ids(0)).toEqual([])
  expect(ids(1)).toEqual([])
  expect(ids(2)).toEqual(['H0100 8091'])
  expect(ids(50)).toEqual(['H0100 8091', 'H0201 8092'])
})
