import { emptyView } from '@service-hall/contract'
import type { BillingReply, HallView } from '@service-hall/contract'
import { createLog } from '@service-hall/server-kit'
import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import type { Peer } from '../core/capability.ts'
import { AccountAnswers } from './answer.ts'
import type { AccountQuery, Billing, BillingAnswer } from './port.ts'

const kiosk = { kind: 'station', stationId: 'K1', stationKind: 'kiosk' } as Peer
const other = { kind: 'station', stationId: 'K2', stationKind: 'kiosk' } as Peer
const staff = { kind: 'staff', staffId: 'S1', roles: ['counterStaff'] } as unknown as Peer
const ID_NUMBER = '990000195003070015'

/** Answers in front of a billing system that answers so. */
function someAnswers(
  answer: BillingAnswer<never> | 'never' = { is: 'ok', value: [] as never },
  more: Partial<Billing> = {},
) {
  const asked: AccountQuery[] = []
  const lines: string[] = []
  // Timers of a thousandth of their length.
  const clock = {
    ...aClock(),
    after(ms: number, task: () => void) {
      const timer = setTimeout(task, ms / 1_000)
      return () => clearTimeout(timer)
    },
  }
  const view: HallView = emptyView()
  const findAccounts = (query: AccountQuery): Promise<BillingAnswer<never>> => {
    asked.push(query)
    return answer === 'never' ? new Promise(() => undefined) : Promise.resolve(answer)
  }
  const accounts = new AccountAnswers({
    ...{
      clock,
      log: createLog(
        (line) => lines.push(line),
        () => 0,
      ),
    },
    hall: {
      ...{ config: null, recovering: false },
      whenCommitted: async (read: (state: unknown) => unknown, deliver: (value: unknown) => void) =>
        deliver(read({ view })),
    },
    payments: { billing: { findAccounts, ...more } as unknown as Billing, channels: new Map() },
  } as never)
  return { accounts, asked, lines, view }
}
const find = { ask: 'accounts', who: { by: 'idNumber', idNumber: ID_NUMBER } }

test('a kiosk asks whose account it is, and an ID number goes to the billing system and into no log', async () => {
  const { accounts, asked, lines } = someAnswers({ is: 'unsure', why: 'noAnswer' })
  expect(await accounts.answer(kiosk, find)).toEqual({ ok: true, said: { is: 'away' } })
  expect(asked).toEqual([{ by: 'idNumber', idNumber: ID_NUMBER }])
  expect(lines.join('')).not.toContain(ID_NUMBER)
})

test('call displays and device hosts may not ask, and what is no question is refused', async () => {
  const { accounts } = someAnswers()
  const host = { kind: 'station', stationId: 'D1', stationKind: 'deviceHost' } as Peer
  expect(await accounts.answer(host, find)).toMatchObject({ code: 'access.denied' })
  expect(await accounts.answer(kiosk, { ask: 'accounts', who: { by: 'name' } })).toMatchObject({
    code: 'input.invalid',
  })
  expect(await accounts.answer(staff, find)).toEqual({ ok: true, said: { is: 'ok', value: [] } })
})

test('a machine that tries numbers out is made to wait, and others are not', async () => {
  const { accounts } = someAnswers()
  const answers: BillingReply[] = []
  for (let count = 0; count < 20; count += 1) answers.push(await accounts.answer(kiosk, find))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(12)
  expect(answers.at(-1)).toMatchObject({ code: 'access.tooMany' })
  expect(await accounts.answer(other, find)).toMatchObject({ ok: true })
})

test('a billing system that never answers is away after a while', async () => {
  const { accounts } = someAnswers('never')
  expect(await accounts.answer(kiosk, find)).toEqual({ ok: true, said: { is: 'away' } })
})

test('a machine gets its own orders, without whose account it is, and nobody else’s', async () => {
  const { accounts, view } = someAnswers()
  const order = { id: 'order-0001', stationId: 'K1', accountNo: '3300000012345', attempts: [] }
  view.payments['order-0001'] = order as never
  const ask = { ask: 'order', orderId: 'order-0001' }
  expect(await accounts.answer(kiosk, ask)).toEqual({
    ok: true,
    said: { is: 'ok', value: { id: 'order-0001', stationId: 'K1', attempts: [] } },
  })
  expect(await accounts.answer(other, ask)).toMatchObject({ code: 'payment.notHere' })
  expect(await accounts.answer(staff, ask)).toMatchObject({ said: { value: { accountNo: '3300000012345' } } })
})

test('a step of writing a card is computed for an order that is sold, and for no other', async () => {
  const { accounts, view } = someAnswers()
  view.payments['order-0001'] = {
    ...{ id: 'order-0001', stationId: 'K1', attempts: [] },
    delivery: { key: 'order-0001', state: 'due' },
  } as never
  const ask = {
    ...{ ask: 'meterCardKey', orderId: 'order-0001', cardSerial: '0011223344556677' },
    ...{ challenge: '0011223344556677', step: { ask: 'cardResponse' } },
  }
  expect(await accounts.answer(kiosk, ask)).toMatchObject({ said: { is: 'refused', code: 'cardMismatch' } })
})

test('an invoice is asked for with a key of what it is for, and an order that is not written off has none', async () => {
  const asked: object[] = []
  const { accounts, view } = someAnswers(undefined, {
    requestInvoice: (order) => {
      asked.push(order)
      return Promise.resolve({ is: 'ok', value: { invoiceNo: 'FP1', state: 'requested', url: null } })
    },
  })
  const bills = [{ billId: 'B1', month: '2025-12', fen: 100 }]
  const delivery = { key: 'order-0001', state: 'due', bills }
  const order = { id: 'order-0001', stationId: 'K1', accountNo: '3300000012345', attempts: [], delivery }
  view.payments['order-0001'] = order as never
  const ofOrder = { ask: 'invoice', of: { orderId: 'order-0001' } }
  expect(await accounts.answer(kiosk, ofOrder)).toMatchObject({
    said: { is: 'refused', code: 'invoiceNotAllowed' },
  })
  delivery.state = 'done'
  expect(await accounts.answer(other, ofOrder)).toMatchObject({ code: 'payment.notHere' })
  const bill = { accountNo: '3300000012345', billId: 'B1' }
  for (const ask of [ofOrder, ofOrder, { ask: 'invoice', of: bill }])
    expect(await accounts.answer(kiosk, ask)).toMatchObject({ said: { value: { invoiceNo: 'FP1' } } })
  const first = { key: 'invoice-order-0001', writeOffKey: 'order-0001' }
  expect(asked).toEqual([first, first, { key: 'invoice-bill-B1', ...bill }])
})
