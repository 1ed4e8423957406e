import { table } from '@service-hall/contract'
import type { AttemptStanding, DecidableCommand, PaymentAttempt, PaymentOrder } from '@service-hall/contract'
import { SYSTEM, asKiosk, command } from '@service-hall/contract/testing'
import type { HallState } from '../../src/capabilities.ts'
import type { HallOf } from '../../src/core/hall.ts'
import { backKey, paymentKey } from '../../src/payment/reconcile/line.ts'
import type { Line } from '../../src/payment/reconcile/line.ts'
import type { Side, SideBill } from '../../src/payment/reconcile/side.ts'
import { ACCOUNT, WITH_PAYMENTS } from '../payments.ts'
import { PureHall, aPureHall } from '../pure-hall.ts'

export const HOUR = 3_600_000
/** A time of 5 January 2026 in China, epoch ms. */
export const onFifth = (time: string): number => Date.parse(`2026-01-05T${time}+08:00`)
export const FIFTH = '2026-01-05'
export const SIXTH = '2026-01-06'

/** A hall of rules alone, as whatever runs beside a hall sees it. */
export function asHall(pure: PureHall): HallOf<HallState> {
  return {
    get state() {
      return pure.state
    },
    get config() {
      return pure.state.view.config
    },
    get committedNumber() {
      return pure.entries.length
    },
    recovering: false,
    now: () => pure.now,
    newId: () => pure.newId(),
    firstNumber: () => Promise.resolve(1),
    system: (asked: DecidableCommand) =>
      Promise.resolve().then(() => {
        const decision = pure.do(SYSTEM, asked)
        return decision.ok ? { ok: true, result: decision.result } : decision
      }),

    async *facts({ from, to }: { from: number; to: number }) {
      yield* pure.entries.slice(from - 1, to)
    },
  } as unknown as HallOf<HallState>
}

export function aPayingHall(now = onFifth('09:00:00')): PureHall {
  return aPureHall({ change: WITH_PAYMENTS, now })
}

let bills = 0
/** An order with an attempt at Alipay that can be paid now. */
export function anAttempt(hall: PureHall, fen = 12_345): { order: PaymentOrder; attempt: PaymentAttempt } {
  const bill = { billId: `B${(bills += 1)}`, month: '2025-12', fen }
  const asked = command('payment.open', {
    ...{ purpose: 'bills', accountNo: ACCOUNT, bills: [bill], creditFen: 0 },
  })
  const { result } = hall.must(asKiosk(), { ...asked, isOwed: true })
  const orderId = result.paymentOrderId ?? ''
  const begin = command('payment.attempt', { orderId, channel: 'alipay', use: 'showsCode' })
  hall.must(asKiosk(), { ...begin, payableMs: 60_000, byTerminal: false })
  const order = orderIn(hall, orderId)
  const attempt = order.attempts.at(-1)
  if (!attempt) throw new Error('no attempt')
  noteStanding(hall, attempt.channelNo, { is: 'payable' })
  return { order, attempt }
}

export function orderIn(hall: PureHall, id: string): PaymentOrder {
  const order = hall.state.view.payments[id]
  if (!order) throw new Error(`no order ${id}`)
  return order
}

export function noteStanding(hall: PureHall, channelNo: string, standing: AttemptStanding): void {
  hall.must(SYSTEM, command('payment.noteAttempt', { channelNo, channel: 'alipay', standing }))
}

/** A payment that the hall knows of, at the hall's present time; the other side's line of it. */
export function aPayment(
  hall: PureHall,
  fen = 12_345,
  { isWrittenOff = true }: { isWrittenOff?: boolean } = {},
): { order: PaymentOrder; line: Line } {
  const { order, attempt } = anAttempt(hall, fen)
  const line = paymentLine(attempt.channelNo, fen, hall.now)
  const { tradeNo, at: paidAt } = line
  noteStanding(hall, attempt.channelNo, { is: 'paid', tradeNo, fen, paidAt, by: 'notice' })
  const outcome = { is: 'done', writeOffNo: `W${order.id}`, fen } as const
  if (isWrittenOff) hall.must(SYSTEM, command('payment.noteDelivery', { orderId: order.id, outcome }))
  return { order: orderIn(hall, order.id), line }
}

/** What Alipay's bill says of a payment. */
export function paymentLine(channelNo: string, fen: number, at: number, tradeNo = `T${channelNo}`): Line {
  return {
    ...{ kind: 'in', key: paymentKey(tradeNo), of: tradeNo, number: channelNo, tradeNo, fen, at },
  }
}

/** … and of money that went back on a payment. */
export function backLine(payment: Line, fen: number, at: number, refundNo = `X${payment.tradeNo}`): Line {
  const { tradeNo } = payment
  return {
    ...{ kind: 'out', key: backKey(refundNo), of: tradeNo, number: refundNo, tradeNo, fen, at },
  }
}

export function writeOffLine({ id, totalFen }: PaymentOrder, at: number): Line {
  return {
    ...{ kind: 'in', key: paymentKey(id), of: id, number: id, tradeNo: `W${id}`, fen: totalFen, at },
  }
}

/** A side with these days' bills; others are empty. `not`: what it says instead of a bill. */
export class PlannedSide implements Side {
  readonly id: string
  readonly days = table<Line[]>()
  readonly not = table<Exclude<SideBill, { is: 'here' }>>()
  readonly asked: string[] = []

  constructor(id: string) {
    this.id = id
  }

  bill(day: string): Promise<SideBill> {
    this.asked.push(day)
    const lines = this.days[day]
    return Promise.resolve(
      this.not[day] ?? (lines ? { is: 'here', lines: streamed(lines) } : { is: 'empty' }),
    )
  }
}

async function* streamed(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines
}
