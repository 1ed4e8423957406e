import { MINUTE } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { aNode, aTicket, hall } from '../../test/alerts.ts'

test('somebody waits too long: the alert comes when the limit was held, becomes critical, and ends with its cause', async () => {
  const node = await aNode()
  node.says('H1', { type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' })
  const ticket = aTicket()
  node.says('H1', ticket)
  await node.pass(14 * MINUTE)
  expect(node.alerts().filter((one) => one.startsWith('waitTooLong'))).toEqual([])
  await node.pass(2 * MINUTE + 12_000)
  expect(node.alerts()).toContain('waitTooLong:H1:hall:1 warning')
  await node.pass(16 * MINUTE)
  expect(node.alerts()).toContain('waitTooLong:H1:hall:1 critical')
  node.says('H1', {
    type: 'TicketCalled',
    ticketId: ticket['ticketId'],
    counterId: 'C1',
    staffId: 'S1001',
    by: 'staff:S1001',
  })
  await node.pass(MINUTE + 12_000)
  expect(node.alerts()).toContain('waitTooLong:H1:hall:1 ended')
})

test('nobody is at a counter for what a customer waits for, which a ticket left over after hours is not', async () => {
  const node = await aNode()
  node.says('H1', aTicket('connect'))
  await node.pass(6 * MINUTE)
  expect(node.alerts()).toContain('noCounter:H1:hall:1 warning')
})

test('a counter that is open and calls nobody while somebody waits has nobody at it; a call ends that', async () => {
  const node = await aNode()
  node.says('H1', { type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' }, aTicket())
  await node.pass(4 * MINUTE)
  expect(node.alerts()).toEqual([])
  await node.pass(MINUTE + 12_000)
  expect(node.alerts()).toEqual(['counterIdle:H1:C1:1 warning'])
  node.says('H1', { type: 'CounterPaused', counterId: 'C1', reasonId: 'break', by: 'staff:S1001' })
  await node.pass(40_000)
  expect(node.alerts()).toContain('counterIdle:H1:C1:1 ended')
})

test('a customer who gets nowhere at a kiosk is known, the longer the graver, and forgotten when they have left', async () => {
  const node = await aNode()
  const stay = { type: 'KioskStayNoted', stationId: 'K1' } as const
  node.says('H1', { ...stay, forMs: MINUTE, touches: 14 })
  expect(node.live.hall(hall('H1')).tile().stays).toMatchObject([{ stationId: 'K1' }])
  await node.pass(MINUTE + 50_000)
  expect(node.alerts()).toEqual([])
  await node.pass(20_000)
  expect(node.alerts()).toEqual(['kioskStuck:H1:K1:1 warning'])
  node.says('H1', { ...stay, forMs: 4 * MINUTE, touches: 40 })
  await node.pass(7 * MINUTE)
  expect(node.alerts()).toEqual(['kioskStuck:H1:K1:1 critical'])
  node.says('H1', { type: 'KioskStayEnded', stationId: 'K1' })
  await node.pass(40_000)
  expect(node.alerts()).toEqual(['kioskStuck:H1:K1:1 ended'])
  expect(node.live.hall(hall('H1')).tile().stays).toBeUndefined()
})

test('what a kiosk takes is unusual far outside what it takes at that hour, once enough weeks are known', async () => {
  const node = await aNode()
  const hour = { type: 'TakingsCounted', stationId: 'K1', day: '2026-01-05', hour: 8, payments: 3 } as const
  const usual = { low: 80_000, median: 100_000, high: 150_000 }
  const unusual = (): string[] => node.alerts().filter((one) => one.startsWith('takings'))
  node.says('H1', { ...hour, fen: 0, usual: { ...usual, of: 3 } })
  await node.pass(11 * MINUTE)
  node.says('H1', { ...hour, fen: 175_000, usual: { ...usual, of: 8 } })
  await node.pass(11 * MINUTE)
  expect(unusual()).toEqual([])
  node.says('H1', { ...hour, fen: 20_000, usual: { ...usual, of: 8 } })
  await node.pass(11 * MINUTE)
  expect(unusual()).toEqual(['takingsUnusual:H1:K1:1 warning'])
  node.says('H1', { ...hour, fen: 120_000, usual: { ...usual, of: 8 } })
  await node.pass(MINUTE)
  expect(unusual()).toEqual(['takingsUnusual:H1:K1:1 ended'])
})

test('payments without a known result age, and the alert ends when none are left', async () => {
  const node = await aNode()
  const counted = { type: 'UnknownPaymentsCounted' } as const
  node.says('H1', { ...counted, payments: 2, oldestMs: 20 * MINUTE })
  await node.pass(9 * MINUTE)
  expect(node.alerts()).toEqual([])
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toEqual(['unknownsAgeing:H1:hall:1 warning'])
  node.says('H1', { ...counted, payments: 0, oldestMs: 0 })
  await node.pass(MINUTE)
  expect(node.alerts()).toEqual(['unknownsAgeing:H1:hall:1 ended'])
})
