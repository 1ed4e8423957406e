import { HOUR, MINUTE } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { aNode, hall, OPENING, PRINTER } from '../../test/alerts.ts'
import { does } from '../../test/nodes.ts'

test('a device that is down for a moment is none; one that stays down is, once, and its return ends it', async () => {
  const node = await aNode()
  node.says('H1', PRINTER.broken)
  await node.pass(50_000)
  node.says('H1', PRINTER.well)
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual([])
  node.says('H1', PRINTER.broken)
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
  node.says('H1', PRINTER.well)
  await node.pass(40_000)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 ended'])
})

test('a clock that is turned raises nothing and ends nothing', async () => {
  const node = await aNode()
  node.says('H1', PRINTER.broken)
  await node.pass(5_000)
  node.clock.turn(3 * HOUR)
  node.engine.tick()
  await node.engine.settled()
  expect(node.alerts()).toEqual([])
  node.clock.turn(-6 * HOUR)
  await node.pass(MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
})

test('paper runs low, then out: one alert, that becomes critical; the printer that lacks it is not down besides', async () => {
  const node = await aNode()
  node.says('H1', { ...PRINTER.said, state: { device: 'online', paper: 'low' } })
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toEqual(['consumableLow:H1:K1-printer.paper:1 warning'])
  node.says('H1', { ...PRINTER.said, state: { device: 'userError', paper: 'out', error: 'paperOut' } })
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual(['consumableLow:H1:K1-printer.paper:1 critical'])
})

test('a station that is lost silences its devices: what they showed last is of before', async () => {
  const node = await aNode()
  node.says('H1', PRINTER.broken, { type: 'StationLost', stationId: 'K1' })
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual(['stationLost:H1:K1:1 warning'])
  node.says('H1', { type: 'StationConnected', stationId: 'K1' })
  await node.pass(40_000)
  expect(node.alerts()).toEqual(['stationLost:H1:K1:1 ended'])
  await node.pass(30_000)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:1 warning')
})

test('what comes and goes is one alert that becomes restless, and ends only when its cause stays away', async () => {
  const node = await aNode()
  for (let turn = 0; turn < 5; turn += 1) {
    node.says('H1', PRINTER.broken)
    await node.pass(70_000)
    node.says('H1', PRINTER.well)
    await node.pass(40_000)
  }
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
  await node.pass(15 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 ended'])
  // Long afterwards the same cause is another alert.
  await node.pass(11 * MINUTE)
  node.says('H1', PRINTER.broken)
  await node.pass(70_000)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:2 warning')
})

test('what is no longer part of its hall ends its alerts, and so does a hall that is let in no more', async () => {
  const node = await aNode()
  node.says('H1', PRINTER.broken)
  node.says('H2', PRINTER.broken)
  await node.pass(70_000)
  const [configured] = OPENING
  const config = { ...(configured as unknown as { config: { devices: unknown[] } }).config, devices: [] }
  node.says('H1', { type: 'HallConfigured', config, by: 'system' })
  await does(node.records, 'chief', { type: 'organisation.revokeHall', hallId: hall('H2') })
  await node.pass(12_000)
  expect(node.alerts().sort()).toEqual([
    'deviceDown:H1:K1-printer:1 ended',
    'deviceDown:H2:K1-printer:1 ended',
  ])
})
