import type { PaymentAttempt, PaymentOrder, PaymentRefund } from '@service-hall/contract'

type Loose<Row> = { [Key in keyof Row]?: Row[Key] | string | undefined }

/** An order that waits for its customer, for tests; ids need not be real ones. */
export function anOrder(more: Loose<PaymentOrder> = {}): PaymentOrder {
  return {
    ...{ id: 'order', purpose: 'bills', bills: [], creditFen: 0, totalFen: 100, stationId: null },
    ...{ counterId: null, by: 'station:K1', openedAt: 0, until: 900_000, attempts: [], refunds: [] },
    ...{ delivery: null, heldFen: 0, heldSince: 0, givenUp: false, cancelled: null, endedAt: null, days: 0 },
    ...more,
  } as PaymentOrder
}

export function anAttempt(more: Loose<PaymentAttempt> = {}): PaymentAttempt {
  return {
    ...{ id: 'attempt', channel: 'alipay', use: 'showsCode', channelNo: 'P0000000000000000001', fen: 100 },
    ...{ terminalId: 'K1', openedAt: 0, until: 180_000, state: 'payable', since: 0, byFact: 1 },
    ...{ receivedFen: 0, creditIds: [], surplusTradeNos: [] },
    ...more,
  } as PaymentAttempt
}

export function aRefund(more: Loose<PaymentRefund> = {}): PaymentRefund {
  return {
    ...{ id: 'refund', attemptId: 'attempt', refundNo: 'R0000000000000000001', channel: 'alipay', fen: 100 },
    ...{ cause: 'staff', state: 'asked', afterReversal: false, isApproved: false, since: 0, byFact: 1 },
    ...{ by: 'staff:S1' },
    ...more,
  } as PaymentRefund
}
