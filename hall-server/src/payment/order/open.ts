import { actorRef, isMoneySettled, lookUp, openAttempt, orderState } from '@service-hall/contract'
import type { Actor, AttemptId, Decidable, PaymentOrder, PaymentOrderId } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import { nextTrace } from '../settlement/batches.ts'
import type { WithPayment } from '../state.ts'
import { channelNumber, terminalIdOf } from './numbers.ts'

/** Sum of what an order is to bring, fen. */
function totalOf({ bills, creditFen }: Decidable<'payment.open'>): number {
  return bills.reduce((sum, { fen }) => sum + fen, creditFen)
}

/** An order that makes sense: bills or money ahead, each bill once, a meter card where it is for one. */
function isSound(command: Decidable<'payment.open'>): boolean {
  const { purpose, bills, creditFen, meterCard } = command
  if (new Set(bills.map(({ billId }) => billId)).size !== bills.length) return false
  if ((purpose === 'meterCard') !== (meterCard !== undefined)) return false
  if (purpose === 'bills' ? bills.length === 0 : bills.length > 0 || creditFen === 0) return false
  return totalOf(command) > 0 && totalOf(command) <= 1_000_000_000
}

/** Whether one of these bills is in an order that may still be paid: a bill is in one open order at most. */
function isTaken(state: WithPayment, { bills, accountNo, purpose }: Decidable<'payment.open'>): boolean {
  const wanted = new Set(bills.map(({ billId }) => billId))
  return Object.values(state.view.payments).some(
    (order) =>
      order.endedAt === null &&
      !isMoneySettled(order) &&
      (purpose === 'meterCard'
        ? order.purpose === 'meterCard' && order.accountNo === accountNo
        : order.bills.some(({ billId }) => wanted.has(billId))),
  )
}

/** 开立订单: the billing system has said that it is owed (`prepare.ts`). */
export const open: Decider<'payment.open', WithPayment> = (state, command, context) => {
  const { actor, config, now } = context
  if (!config.payments) return refuse('payment.notOffered')
  if (!isSound(command)) return refuse('payment.noMoney')
  if (!command.isOwed) return refuse('payment.billingAway')
  if (isTaken(state, command)) return refuse('payment.billOpen')
  const { purpose, accountNo, bills, creditFen, meterCard, counterId } = command
  const orderId = context.newId() as PaymentOrderId
  return {
    ...facts({
      ...{ type: 'PaymentOrderOpened', orderId, purpose, accountNo, bills, creditFen },
      totalFen: totalOf(command),
      ...(actor.kind === 'station' ? { stationId: actor.stationId } : {}),
      ...(actor.kind === 'staff' && counterId !== undefined ? { counterId } : {}),
      ...(meterCard ? { meterCard } : {}),
      until: now + config.payments.orderMinutes * 60_000,
      by: actorRef(actor),
    }),
    result: { paymentOrderId: orderId },
  }
}

/** The order that a peer may act on: its own machine's, or any where staff ask. */
export function ordersOf(
  state: WithPayment,
  orderId: string,
  actor: Actor,
): PaymentOrder | 'unknown' | 'notHere' {
  const order = lookUp(state.view.payments, orderId)
  if (!order) return 'unknown'
  return actor.kind === 'station' && order.stationId !== actor.stationId ? 'notHere' : order
}

/** Terminal whose trace numbers an attempt takes, and what 259号 asks to be in every order. */
function terminalOf({ stationId, counterId, by }: PaymentOrder): string {
  return terminalIdOf(stationId ?? counterId ?? by)
}

/** 发起支付: the intention, on disk before the channel hears of it. At most one attempt of an order is open. */
export const attempt: Decider<'payment.attempt', WithPayment> = (state, command, context) => {
  const { actor, config, now } = context
  const order = ordersOf(state, command.orderId, actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  const way = config.payments?.ways.find(({ channel }) => channel === command.channel)
  if (!way?.uses.includes(command.use) || command.payableMs === undefined) return refuse('payment.notOffered')
  if (openAttempt(order)) return refuse('payment.attemptOpen')
  if (orderState(order) !== 'open' || order.givenUp || now > order.until) return refuse('payment.over')
  const attemptId = context.newId() as AttemptId
  const terminalId = terminalOf(order)
  const trace = command.byTerminal ? nextTrace(state.payment.batches, terminalId, context.day) : undefined
  return facts({
    ...{ type: 'AttemptOpened', orderId: order.id, attemptId, channel: command.channel, use: command.use },
    ...{ channelNo: channelNumber('P', attemptId), fen: order.totalFen, until: now + command.payableMs },
    ...{ terminalId, ...(trace ? { trace } : {}) },
  })
}
