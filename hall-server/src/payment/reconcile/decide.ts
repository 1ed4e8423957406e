import { hash } from 'node:crypto'
import { actorRef } from '@service-hall/contract'
import type { Decidable, Fact, SuspenseId } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import { BILLING, channelAccount } from '../ledger/accounts.ts'
import type { WithPayment } from '../state.ts'
import { endOf, isDay } from './days.ts'
import { BILLING_SIDE } from './side.ts'

/** Days are compared so far back, ms: what says that something came before is forgotten soon after (`KNOWN_DAYS`). */
const MOST_BACK_MS = 30 * 86_400_000

type Reconciled = Decidable<'payment.noteReconciled'>

/** 对账: a day was compared. Every difference that nothing explains stands in suspense, once however often it is found. */
export const noteReconciled: Decider<'payment.noteReconciled', WithPayment> = (state, command) => {
  const { type: _type, id: _id, differences, ...told } = command
  const opened = differences.flatMap((row): Fact[] => {
    const fact = suspenseOf(command, row)
    return isKnown(state, fact) ? [] : [fact]
  })
  const unexplainedFen = differences.reduce((sum, row) => sum + row.fen, 0)
  return facts(...opened, { type: 'DayReconciled', ...told, cases: differences.length, unexplainedFen })
}

/** Whether a difference has its case: of a run before, of a notice, or of a channel's word that it gave the money back. */
function isKnown(
  { payment }: WithPayment,
  { suspenseId, kind, reference }: Extract<Fact, { type: 'SuspenseOpened' }>,
): boolean {
  if (Object.hasOwn(payment.cases, suspenseId)) return true
  if (kind === 'notOurs') return Object.hasOwn(payment.trades, reference)
  return kind === 'oursOnly' && Object.hasOwn(payment.returned, reference)
}

function suspenseOf(
  { side, day }: Reconciled,
  { kind, fen, reference, orderId, day: own = day }: Reconciled['differences'][number],
): Extract<Fact, { type: 'SuspenseOpened' }> {
  return {
    ...{ type: 'SuspenseOpened', suspenseId: caseId(side, own, kind, reference), kind, fen, reference },
    ...{ account: side === BILLING_SIDE ? BILLING : channelAccount(side), day: own },
    ...(orderId === undefined ? {} : { orderId }),
  }
}

/** Always the same for the same difference. */
function caseId(...parts: string[]): SuspenseId {
  return `case-${hash('sha256', parts.join('\n'), 'hex').slice(0, 32)}` as SuspenseId
}

export const noteAwaited: Decider<'payment.noteAwaited', WithPayment> = (_state, { side, day, is, why }) =>
  facts({ type: 'BillAwaited', side, day, is, why })

/** A manager has a day compared again: what it finds anew is added, nothing is added twice. */
export const reconcile: Decider<'payment.reconcile', WithPayment> = (
  _state,
  { side, day },
  { actor, config, day: today, now },
) => {
  const ways = config.payments?.ways ?? []
  const isSide = side === BILLING_SIDE || ways.some(({ channel }) => channel === side)
  if (!isSide || side === 'cash') return refuse('payment.sideUnknown')
  if (!isDay(day)) return refuse('input.invalid', 'day')
  if (day >= today) return refuse('payment.dayOpen')
  if (now - endOf(day) > MOST_BACK_MS) return refuse('payment.dayOld')
  return facts({ type: 'ReconciliationAsked', side, day, by: actorRef(actor) })
}
