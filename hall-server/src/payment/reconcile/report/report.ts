import { lookUp } from '@service-hall/contract'
import type {
  BusinessDay,
  HallConfig,
  Localized,
  ReconciliationCase,
  ReconciliationReport,
  ReconciliationSide,
} from '@service-hall/contract'
import { CHANNEL_KINDS } from '../../channel/channels.ts'
import { BILLING } from '../../ledger/accounts.ts'
import type { ReconcileCase, WithPayment } from '../../state.ts'
import { dayOf } from '../days.ts'
import { BILLING_SIDE } from '../side.ts'

const BILLING_NAME: Localized = { zh: '营销系统', en: 'Billing system' }
const MOST_CASES = 5_000
const CHANNEL = 'channel:'
const YEAR_MS = 365 * 86_400_000

/** How a day stands with each side, and its cases. */
export function reportOf(
  { view, payment }: WithPayment,
  config: HallConfig,
  day: BusinessDay,
  now: number,
): ReconciliationReport {
  const told = Object.values(payment.reconciliations).filter((row) => row.day === day)
  const sides = new Set([
    ...(config.payments?.ways ?? []).map(({ channel }): string => channel).filter((id) => id !== 'cash'),
    ...(config.payments ? [BILLING_SIDE] : []),
    ...told.map(({ side }) => side),
  ])
  return {
    ...{ hallId: config.hall.id, hallName: config.hall.name, day, madeAt: now },
    sides: [...sides].map((side) => sideOf({ view, payment }, side, day, now)),
    cases: Object.values(payment.cases)
      .flatMap((row) => caseOf(row, day, now))
      .slice(0, MOST_CASES),
  }
}

function sideOf({ view, payment }: WithPayment, side: string, day: string, now: number): ReconciliationSide {
  const of = { side, name: nameOf(side) }
  const done = lookUp(payment.reconciliations, `${side}/${day}`)
  if (done) {
    const { at, lines, fen, matched, resolved = 0, waiting = 0, cases, unexplainedFen } = done
    return {
      ...{ ...of, is: 'reconciled' },
      result: { at, lines, fen, matched, resolved, waiting, cases, unexplainedFen },
    }
  }
  const awaited = lookUp(view.awaited, side)
  if (awaited?.day === day && awaited.is !== 'notOver') {
    const { is, why, since } = awaited
    return { ...of, is: 'waiting', awaited: { is, why, since } }
  }
  const missed = lookUp(payment.byHand, `${side}/${day}`)?.missed
  if (missed)
    return { ...of, is: 'waiting', awaited: { is: missed.is, why: missed.why, since: missed.since } }
  return { ...of, is: day < dayOf(now) ? 'due' : 'notOver' }
}

export function nameOf(side: string): Localized {
  if (side === BILLING_SIDE) return BILLING_NAME
  return CHANNEL_KINDS.find(({ id }) => id === side)?.name ?? { zh: side, en: side }
}

/** Cases of channels and of the utility; what a notice opened belongs to the day on which it came. */
function caseOf(row: ReconcileCase, day: string, now: number): ReconciliationCase[] {
  const side = row.account === BILLING ? BILLING_SIDE : channelOf(row.account)
  if (side === null || (row.day ?? dayOf(row.openedAt)) !== day) return []
  const { suspenseId, kind, fen, reference, orderId, openedAt, closedAt, how = '', by = '' } = row
  return [
    {
      ...{ suspenseId, side, kind, fen, reference, openedAt },
      ...(orderId === undefined ? {} : { orderId }),
      ageMs: Math.min(YEAR_MS, Math.max(0, (closedAt ?? now) - openedAt)),
      ...(closedAt === undefined ? {} : { closed: { at: closedAt, how, by } }),
    },
  ]
}

function channelOf(account: string): string | null {
  return account.startsWith(CHANNEL) ? account.slice(CHANNEL.length) : null
}
