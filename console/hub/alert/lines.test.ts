import { HOUR, MINUTE } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { alertId, alertNodes, aNode, aTicket, hall, PRINTER } from '../../test/alerts.ts'
import { ENGINES } from '../../test/engines.ts'
import { pastAlerts } from './history/store.ts'

test('a hall is the business of the node that has its line; another that gets it goes on from what it saw', async () => {
  const node = await aNode()
  node.elsewhere.add('H1')
  node.says('H1', { type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' }, aTicket())
  await node.pass(8 * MINUTE)
  expect(node.alerts()).toEqual([])
  // The other node dies: its halls call here. What was held meanwhile has been held.
  node.elsewhere.delete('H1')
  await node.pass(12_000)
  expect(node.alerts()).toEqual(['counterIdle:H1:C1:1 warning'])
})

test('of a hall whose line is nowhere every node says so', async () => {
  const node = await aNode()
  node.elsewhere.add('H1')
  node.line('H1', false)
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toContain('hallSilent:H1:hall:1 critical')
})

test('a hall whose line is down is silent and nothing else: its devices and figures neither begin nor end', async () => {
  const node = await aNode()
  node.says('H1', { ...PRINTER.said, deviceId: 'K2-printer', state: { device: 'offline' } }, aTicket())
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K2-printer:1 warning'])
  node.says('H1', PRINTER.broken)
  node.line('H1', false)
  await node.pass(HOUR)
  expect(node.alerts()).toEqual(['deviceDown:H1:K2-printer:1 warning', 'hallSilent:H1:hall:1 critical'])
  node.line('H1', true)
  await node.pass(35_000)
  expect(node.alerts()).toContain('hallSilent:H1:hall:1 ended')
  // The time without a line does not count as time that anything was held for.
  expect(node.alerts()).not.toContain('deviceDown:H1:K1-printer:1 warning')
})

test('a hall of a small tier may be silent for longer', async () => {
  const node = await aNode()
  for (const id of ['H1', 'H2']) node.line(id, false)
  await node.pass(9 * MINUTE)
  expect(node.alerts()).toEqual(['hallSilent:H1:hall:1 critical'])
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toContain('hallSilent:H2:hall:1 warning')
})

test.each(ENGINES)(
  'two nodes that see the same raise, reopen and clear once (%s)',
  async (engine) => {
    const nodes = await alertNodes(engine, 2)
    const both = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 1_000) {
        nodes[0]?.clock.advance(1_000)
        for (const { engine: one } of nodes) one.tick()
        await Promise.all(nodes.map(({ engine: one }) => one.settled()))
      }
    }
    for (const node of nodes) node.says('H1', PRINTER.broken)
    await both(70_000)
    for (const node of nodes) node.says('H1', PRINTER.well)
    await both(40_000)
    for (const node of nodes) node.says('H1', PRINTER.broken)
    await both(70_000)
    for (const node of nodes) await node.records.catchUp()
    for (const node of nodes) expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
    const alert = nodes[0]?.records.state.alerts.get(alertId('deviceDown:H1:K1-printer:1'))
    expect(alert).toMatchObject({ reopened: 1 })
    const versions = nodes[0]?.records.state.versions.get('alert:deviceDown:H1:K1-printer:1')
    expect(versions).toBe(3)
    const [node] = nodes
    if (!node) throw new Error('no node')
    expect(await pastAlerts(node.store, { halls: [hall('H1')], limit: 9 })).toMatchObject([
      { alert: 'deviceDown:H1:K1-printer:1', cleared: null, reopened: 1 },
    ])
  },
  60_000,
)
