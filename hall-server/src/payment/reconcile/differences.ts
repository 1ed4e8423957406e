import { lookUp } from '@service-hall/contract'
import type { Decidable, PaymentOrder } from '@service-hall/contract'
import type { EffectCommand } from '../../core/capability.ts'
import { attemptBy, tradeKey } from '../state.ts'
import type { WithPayment } from '../state.ts'
import { kindOf, numberIn } from './line.ts'
import type { Line, Own } from './line.ts'
import { dayOf } from './days.ts'
import type { Matched } from './match.ts'
import { BILLING_SIDE } from './side.ts'

export type Difference = Decidable<'payment.noteReconciled'>['differences'][number]
/** What is to be done about a day: what the rules settle by themselves, what cases explain, what is on its way already. */
/** The order that something of ours is of; undefined: not looked up, where there are too many. */
export type OrderOf = (own: Own) => string | undefined
export type Settlement = {
  commands: EffectCommand[]
  differences: Difference[]
  onTheWay: number
  /** Lines that the hall knows about from before, or has a case of already. */
  known: number
}

/**
 * Sorts what a comparison left. Where the other side has money that ours has not, and the hall knows the number, the bill is
 * as good as a notice: the rules of orders credit it, write it off or give it back. Everything else is a case.
 */
export function settle(
  side: string,
  { unequal, theirsOnly, oursOnly }: Pick<Matched, 'unequal' | 'theirsOnly' | 'oursOnly'>,
  state: WithPayment,
  orderOf: OrderOf,
): Settlement {
  const found: Settlement = { commands: [], differences: [], onTheWay: 0, known: 0 }
  for (const { line, own } of unequal)
    found.differences.push({
      ...{ kind: 'amountDiffers', fen: signed(side, line.kind, line.fen - own.fen) },
      ...named(side, line.key, orderOf(own)),
    })
  for (const [key, own] of withoutGivenBack(side, oursOnly, state)) {
    found.differences.push({
      ...{ kind: 'oursOnly', fen: signed(side, kindOf(key), -own.fen), day: dayOf(own.to) },
      ...named(side, key, orderOf(own)),
    })
  }
  for (const line of theirsOnly) settleLine(side, line, state, found)
  return found
}

/**
 * What a channel gave back of itself it may leave out of its bills (撤销). The hall then has a refund of it that no bill has, and
 * where that stands beside the payment, both explain each other. The payment alone stays a difference: its case is open.
 */
function withoutGivenBack(
  side: string,
  oursOnly: Matched['oursOnly'],
  { payment }: WithPayment,
): Matched['oursOnly'] {
  const returned = ({ of }: Own): boolean =>
    of !== undefined && Object.hasOwn(payment.returned, tradeKey(side, of))
  const backs = new Set(oursOnly.flatMap(([, own]) => (returned(own) ? [own.of] : [])))
  return oursOnly.filter(([key, own]) => (kindOf(key) === 'out' ? !returned(own) : !backs.has(numberIn(key))))
}

/** What the other side has more of, as it stands in suspense: above 0 the hall's books get money, below 0 they miss it. */
function signed(side: string, kind: Line['kind'], fen: number): number {
  const isOurs = (kind === 'in') === (side !== BILLING_SIDE)
  return isOurs ? fen : -fen
}

function named(side: string, key: string, orderId?: string): Pick<Difference, 'reference' | 'orderId'> {
  return {
    reference: referenceOf(side, key).slice(0, 80),
    ...(orderId === undefined ? {} : { orderId: orderId as PaymentOrder['id'] }),
  }
}

/** How a case names a payment (`alipay/…`, as trades are known by), a refund, a write-off or a reversal. */
function referenceOf(side: string, key: string): string {
  const [payment, back] = side === BILLING_SIDE ? ['writeOff', 'reversal'] : [side, 'refund']
  return `${kindOf(key) === 'in' ? payment : back}/${numberIn(key)}`
}

function settleLine(side: string, line: Line, state: WithPayment, found: Settlement): void {
  const rule = side === BILLING_SIDE ? written(line, state) : moved(side, line, state)
  if (rule.is === 'command') found.commands.push(rule.command)
  else if (rule.is === 'onTheWay') found.onTheWay += 1
  else if (rule.is === 'known') found.known += 1
  else
    found.differences.push({
      ...{ kind: rule.kind, fen: signed(side, line.kind, line.fen), day: dayOf(line.at) },
      ...named(side, line.key, rule.orderId),
    })
}

type Rule =
  | { is: 'command'; command: EffectCommand }
  | { is: 'onTheWay' }
  | { is: 'known' }
  | { is: 'case'; kind: Difference['kind']; orderId?: string }

/** A channel's line that ours has not. */
function moved(side: string, line: Line, state: WithPayment): Rule {
  const { kind, number, tradeNo, fen, at } = line
  const trade = tradeKey(side, tradeNo)
  const isReturned = Object.hasOwn(state.payment.returned, trade)
  if (kind === 'in') {
    // Its channel said that it gave it back, and the bill does not.
    if (isReturned) return { is: 'case', kind: 'billOnly', ...orderOfNumber(state, number) }
    // Longer than the order itself is in the view: the bill of a day may come late.
    if (Object.hasOwn(state.payment.trades, trade) && !isCase(state, trade)) return { is: 'known' }
    const attempt = attemptBy(state, number)?.attempt
    if (attempt?.channel !== side) return { is: 'case', kind: 'notOurs', ...orderOfNumber(state, number) }
    const standing = { is: 'paid', tradeNo, fen, paidAt: at, by: 'bill' } as const
    return {
      is: 'command',
      command: { type: 'payment.noteAttempt', channel: attempt.channel, channelNo: number, standing },
    }
  }
  for (const order of Object.values(state.view.payments)) {
    const refund = order.refunds.find(({ refundNo }) => refundNo === number)
    if (!refund) continue
    const isOpen = refund.state === 'sending' || refund.state === 'manual'
    if (!isOpen) return { is: 'case', kind: 'billOnly', orderId: order.id }
    if (refund.fen !== fen) return { is: 'case', kind: 'amountDiffers', orderId: order.id }
    const outcome = { is: 'refunded', tradeNo, fen } as const
    return {
      is: 'command',
      command: { type: 'payment.noteRefund', orderId: order.id, refundId: refund.id, outcome },
    }
  }
  // Given back by the channel itself: the case of what is missing is open, or was closed by a refund.
  return isReturned ? { is: 'known' } : { is: 'case', kind: 'billOnly' }
}

/** Whether all that the hall did about a trade is a case: its number was not the hall's. */
function isCase({ payment }: WithPayment, trade: string): boolean {
  return Object.values(payment.cases).some(({ kind, reference }) => kind === 'notOurs' && reference === trade)
}

/** The order that a number was given to, where the hall knows it still, though the order be gone from its view. */
function orderOfNumber({ payment }: WithPayment, number: string): { orderId?: string } {
  const orderId = lookUp(payment.byChannelNo, number)?.orderId
  return orderId === undefined ? {} : { orderId }
}

/** A line of the utility's that ours has not. */
function written(line: Line, state: WithPayment): Rule {
  const order = lookUp(state.view.payments, line.number)
  if (!order?.delivery) return { is: 'case', kind: 'writeOffOnly' }
  const { id: orderId, delivery, purpose } = order
  if (line.kind === 'out') {
    if (delivery.state !== 'reversing') return { is: 'case', kind: 'writeOffOnly', orderId }
    if (line.fen !== delivery.fen) return { is: 'case', kind: 'amountDiffers', orderId }
    const outcome = { is: 'done', reversalNo: line.tradeNo } as const
    return { is: 'command', command: { type: 'payment.noteReversal', orderId, outcome } }
  }
  if (delivery.state !== 'due' && delivery.state !== 'unsure')
    return { is: 'case', kind: 'writeOffOnly', orderId }
  // It is not what was ordered: what it delivers, a person has to find out.
  if (line.fen !== delivery.fen) return { is: 'case', kind: 'amountDiffers', orderId }
  // What a meter card's sale needs beside its number only the sale's own answer says; it is being asked for.
  if (purpose === 'meterCard') return { is: 'onTheWay' }
  const outcome = { is: 'done', writeOffNo: line.tradeNo, fen: line.fen } as const
  return { is: 'command', command: { type: 'payment.noteDelivery', orderId, outcome } }
}
