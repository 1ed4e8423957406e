import { open } from 'node:fs/promises'
import { obligationsOf, orderState } from '@service-hall/contract'
import type { PaymentOrder } from '@service-hall/contract'
import { StartError } from '@service-hall/server-kit'
import type { ProvedBooks } from './books.ts'

/** Writes one line of JSON for each order, oldest first (docs/payments.md#export). */
export async function exportOrders(books: ProvedBooks | null, path: string): Promise<void> {
  if (!books) throw new StartError('file.missing', 'there are no payment orders to export')
  const file = await open(path, 'w', 0o600)
  try {
    for (const order of books.orders) await file.write(`${JSON.stringify(exported(order, books.at))}\n`)
  } finally {
    await file.close()
  }
}

/** An order as it is exported. `at`: moment of its obligations, epoch ms. The account's number but its last four is left out. */
export function exported(order: PaymentOrder, at: number): object {
  const { id, purpose, accountNo, stationId, counterId, openedAt, endedAt } = order
  const { bills, creditFen, totalFen, heldFen } = order
  return {
    ...{ id, purpose, account: accountNo === undefined ? null : `****${accountNo.slice(-4)}` },
    ...{ stationId, counterId, openedAt, bills, creditFen, totalFen },
    attempts: order.attempts.map(attempt),
    refunds: order.refunds.map(refund),
    delivery: delivery(order),
    ...{ state: orderState(order), heldFen, cancelled: order.cancelled, endedAt },
    obligations: obligationsOf(order, at),
  }
}

function attempt(one: PaymentOrder['attempts'][number]): object {
  const { id, channel, use, channelNo, terminalId, state, fen, receivedFen, openedAt } = one
  return {
    ...{ id, channel, use, channelNo, terminalId, trace: one.trace ?? null, state, fen, receivedFen },
    ...{ tradeNo: one.tradeNo ?? null, surplusTradeNos: one.surplusTradeNos, creditIds: one.creditIds },
    ...{ openedAt, paidAt: one.paidAt ?? null, refusal: one.refusal?.code ?? null },
    returnedFen: one.returnedFen ?? null,
    settledBy: one.settled ? [one.settled.by, one.settled.second] : null,
  }
}

function refund(one: PaymentOrder['refunds'][number]): object {
  const { id, attemptId, refundNo, channel, fen, cause, state, by } = one
  return {
    ...{ id, attemptId, refundNo, channel, tradeNo: one.tradeNo ?? null, fen, cause, state },
    ...{ by, approvedBy: one.approvedBy ?? null, code: one.code ?? null },
  }
}

function delivery({ delivery: one }: PaymentOrder): object | null {
  if (!one) return null
  const { key, state, bills, creditFen, fen } = one
  const { writeOffNo = null, saleNo = null, count = null, code = null } = one
  return { key, state, bills, creditFen, fen, writeOffNo, saleNo, count, code }
}
