import { aHall } from '@service-hall/ui/testing'
import { expect, test } from 'vitest'
import { retiredNames } from './retired-names.ts'

test('rows that the file no longer has are named by kind, counters by number; none: nothing', () => {
  const { config } = aHall()
  expect(retiredNames(config)).toEqual([])
  const [service] = config.services
  const [counter] = config.counters
  const named = retiredNames({
    ...config,
    services: [...config.services, { ...service!, retired: true }],
    counters: [...config.counters, { ...counter!, retired: true }],
    zones: config.zones.map((zone) => ({ ...zone, retired: true })),
  })
  expect(named).toEqual([
    { kind: 'services', names: [service!.name], numbers: [] },
    { kind: 'counters', names: [counter!.name], numbers: [counter!.number] },
  ])
})
