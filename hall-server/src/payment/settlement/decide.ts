import { OPEN_ATTEMPT, batchKey, lookUp } from '@service-hall/contract'
import type { DecidableCommand } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import { facts } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import type { WithPayment } from '../state.ts'
import { sumsOf } from './batches.ts'
import type { Batch } from './batches.ts'

/** So long a batch waits for what nobody can tell yet: a reversal after the settlement would be refused, ms. */
const WAIT_MS = 2 * 3_600_000

/** Batches of days that are over, each once: as soon as nothing of them is open, at the latest after `WAIT_MS`. Pure. */
export function settlementsDue({ view, payment }: WithPayment, now: number): DecidableCommand[] {
  return Object.values(payment.batches.batches).flatMap((batch): DecidableCommand[] => {
    if (batch.isAsked || batch.overAt === null) return []
    if (now < batch.overAt + WAIT_MS && isOpen({ view, payment }, batch)) return []
    const { channel, terminalId } = batch
    const id = derivedId('payment-settle', batchKey(batch))
    return [{ type: 'payment.settle', id, channel, terminalId, batch: batch.batch }]
  })
}

function isOpen({ view, payment }: WithPayment, { terminalId, batch }: Batch): boolean {
  const orders = Object.values(view.payments)
  const isUnsure = orders.some(({ attempts }) =>
    attempts.some(
      (one) =>
        one.terminalId === terminalId && one.trace?.batch === batch && OPEN_ATTEMPT.includes(one.state),
    ),
  )
  const isReturning = Object.entries(payment.batches.refunds).some(
    ([id, row]) =>
      row.terminalId === terminalId &&
      row.trace?.batch === batch &&
      orders.some(({ refunds }) => refunds.some((one) => one.id === id && one.state === 'sending')),
  )
  return isUnsure || isReturning
}

/** 批结算: the intention with its sums, on disk before the channel hears of it. */
export const settle: Decider<'payment.settle', WithPayment> = ({ payment }, command) => {
  const batch = lookUp(payment.batches.batches, batchKey(command))
  if (!batch || batch.isAsked || batch.overAt === null) return facts()
  const { channel, terminalId, day } = batch
  return facts({
    ...{ type: 'SettlementAsked', channel, terminalId, batch: batch.batch, day },
    ...sumsOf(batch.trades),
  })
}

/** What became of it; told twice it counts once. */
export const noteSettlement: Decider<'payment.noteSettlement', WithPayment> = ({ view }, command) => {
  const { channel, terminalId, batch, outcome } = command
  const row = lookUp(view.settlements, batchKey(command))
  if (row?.state !== 'sending' && row?.state !== 'failed') return facts()
  const of = { channel, terminalId, batch }
  if (outcome.is === 'settled') return facts({ type: 'BatchSettled', ...of, how: outcome.how })
  return row.state === 'failed' ? facts() : facts({ type: 'SettlementFailed', ...of, why: outcome.why })
}
