import { isSettled, obligationsOf, openAttempt, orderState } from '@service-hall/contract'
import type { PaymentOrder } from '@service-hall/contract'
import type { HallFileOptions } from '@service-hall/contract/testing'
import { CUSTOMER, boxAccount } from '../src/payment/ledger/accounts.ts'
import { totalOf } from '../src/payment/ledger/books.ts'
import type { WithPayment } from '../src/payment/state.ts'

export const ACCOUNT = '1234567890123'
export const CASH_BOX = 'K1-cash'

/** A hall that takes payments in every way; K1 has a cash acceptor. */
export const WITH_PAYMENTS: NonNullable<HallFileOptions['change']> = (file) => {
  file.paymentSystems = { billing: {} }
  file.payments = {
    ways: [
      { channel: 'alipay', uses: ['showsCode', 'scansCode'] },
      { channel: 'wechat', uses: ['showsCode', 'scansCode'] },
      { channel: 'unionpay', uses: ['showsCode'] },
      { channel: 'bankCard', uses: ['card'] },
      { channel: 'cash', uses: ['cash'] },
    ],
    receipts: { address: 'https://hall.test/r' },
  }
  file.devices.push({
    ...{ kind: 'cashAcceptor', id: CASH_BOX, name: { zh: '钞箱', en: 'Cash box' }, station: 'K1' },
    ...{ profile: 'id003', link: { url: 'tcp://127.0.0.1:9999' } },
  })
}

/**
 * What holds after every commit, whatever happened (invariants 1, 2, 6, 8, 10 and 12 of docs/payments.md). Answers what does
 * not.
 */
export function brokenInvariants(state: WithPayment, now: number): string[] {
  const orders = Object.values(state.view.payments)
  const { books } = state.payment
  const held = orders.reduce((sum, { heldFen }) => sum + heldFen, 0)
  return [
    ...(totalOf(books) === 0 ? [] : [`the books are off by ${totalOf(books)}`]),
    ...(held === -(books[CUSTOMER] ?? 0) ? [] : [`customers: ${books[CUSTOMER]}, held ${held}`]),
    ...Object.entries(state.view.cashBoxes).flatMap(([id, { fen }]) =>
      (books[boxAccount(id)] ?? 0) === fen ? [] : [`box ${id}: ${books[boxAccount(id)]}, counted ${fen}`],
    ),
    ...orders.flatMap((order) => brokenIn(order, now).map((what) => `${order.id}: ${what}`)),
  ]
}

function brokenIn(order: PaymentOrder, now: number): string[] {
  const broken: string[] = []
  const open = order.attempts.filter(({ id }) => id === openAttempt(order)?.id)
  if (
    order.attempts.filter(({ state }) => ['opening', 'payable', 'closing', 'unsure'].includes(state)).length >
    open.length
  )
    broken.push('two attempts are open')
  const obligations = obligationsOf(order, now)
  if (obligations.length === 0 && !isSettled(order)) broken.push(`${orderState(order)} without an obligation`)
  if (obligations.length > 0 && isSettled(order)) broken.push(`${orderState(order)} with an obligation`)
  const covered = obligations
    .filter(({ kind }) => kind !== 'pay' && kind !== 'note')
    .reduce((sum, { fen }) => sum + fen, 0)
  if (order.heldFen > covered) broken.push(`${order.heldFen} held, ${covered} in hand`)
  if (order.heldFen < 0) broken.push(`${order.heldFen} held`)
  for (const { id, receivedFen } of order.attempts) {
    const back = order.refunds
      .filter(({ attemptId, state }) => attemptId === id && state !== 'denied')
      .reduce((sum, { fen }) => sum + fen, 0)
    if (back > receivedFen) broken.push(`${back} goes back of ${receivedFen}`)
  }
  return broken
}
