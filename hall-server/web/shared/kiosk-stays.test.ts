import { emptyView } from '@service-hall/contract'
import { aHallConfig } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { kioskStays } from './kiosk-stays.ts'

test('kiosks at which a customer gets nowhere are told with how long, the longest first', () => {
  const view = { ...emptyView(), config: aHallConfig() }
  const there = { enrolled: true, connected: true, since: 0 }
  view.stations = {
    K1: { ...there, stay: { since: 400_000, touches: 9 } },
    K2: { ...there, stay: { since: 300_000, touches: 4 } },
    V1: there,
  }
  expect(kioskStays(view, 500_000)).toMatchObject([
    { stationId: 'K2', forMs: 200_000, touches: 4 },
    { stationId: 'K1', forMs: 100_000, touches: 9 },
  ])
})
