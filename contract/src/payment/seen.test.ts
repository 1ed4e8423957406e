import { expect, test } from 'vitest'
import { emptyView, evolve, project } from '../index.ts'
import type { Fact, HallView } from '../index.ts'

const ACCOUNT = '9900000000010'

function viewOf(facts: readonly object[]): HallView {
  const view = emptyView()
  facts.forEach((fact, at) => evolve(view, { number: at + 1, at: 1_000 + at, fact: fact as Fact }))
  return view
}
const opened = (orderId: string, stationId: string): object => ({
  ...{ type: 'PaymentOrderOpened', orderId, stationId, purpose: 'bills', accountNo: ACCOUNT, creditFen: 0 },
  ...{ bills: [{ billId: 'B1', month: '2026-01', fen: 100 }], totalFen: 100, until: 9_000, by: 'station:K1' },
})
const cancelled = (orderId: string): object => ({ type: 'PaymentOrderCancelled', orderId, cause: 'customer' })

test('machines see what is open and their own latest order, without the account and its bills', () => {
  const view = viewOf([
    ...[opened('order-000001', 'K1'), cancelled('order-000001')],
    ...[opened('order-000002', 'K1'), cancelled('order-000002')],
    opened('order-000003', 'K2'),
  ])
  const seen = project('station', view).payments
  // What ended while its line was down is what the customer at K1 still waits for.
  expect(Object.keys(seen)).toEqual(['order-000002', 'order-000003'])
  expect(JSON.stringify(seen)).not.toContain(ACCOUNT)
  expect(seen['order-000003']?.bills).toEqual([])
  expect(project('staff', view).payments['order-000003']?.accountNo).toBe(ACCOUNT)
  for (const audience of ['display', 'region'] as const)
    expect(Object.keys(project(audience, view).payments)).toEqual([])
})
