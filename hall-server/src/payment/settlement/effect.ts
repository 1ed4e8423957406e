import { batchKey, lookUp } from '@service-hall/contract'
import type { Fact, Settlement } from '@service-hall/contract'
import type { Cause, EffectCommand } from '../../core/capability.ts'
import type { BatchOrder, Channel } from '../channel/port.ts'
import type { EffectPorts } from '../effects/attempt.ts'
import { atWaits } from '../effects/waits.ts'
import type { WithPayment } from '../state.ts'

const HOUR_MS = 3_600_000
/** After a settlement has failed it is tried so often in one run of the server, an hour apart. */
const LATER = Array.from({ length: 24 }, () => HOUR_MS)
const WHY_MOST = 80

type Asked = Cause<'SettlementAsked'> | Cause<'SettlementFailed'>

/** Settles a batch: the same sums and numbers each time it is asked, so a crash anywhere in between does nothing twice. */
export async function settleBatch(cause: Asked, ports: EffectPorts): Promise<EffectCommand | null> {
  const { hall, payments } = ports
  const key = batchKey(cause.fact)
  const row = (): Settlement | undefined => {
    const now = lookUp(hall.state.view.settlements, key)
    return now?.byFact === cause.number && !payments.stopping.aborted ? now : undefined
  }
  const first = row()
  if (!first || (first.state !== 'sending' && first.state !== 'failed')) return null
  const channel = payments.channels.get(first.channel)?.channel
  if (!channel) return noted(first, { is: 'failed', why: 'noChannel' })
  if (!channel.settle) return noted(first, { is: 'settled', how: 'notNeeded' })
  const waits = first.state === 'sending' ? [0, ...(channel.rules.settleMs ?? [])] : LATER
  const order = orderOf(first, hall.state)
  let why = 'notAsked'
  for await (const _ of atWaits(ports, waits)) {
    if (!row()) return null
    const answer = await asked(channel, order)
    if (answer.is === 'settled') return noted(first, answer)
    why = answer.why.slice(0, WHY_MOST) || 'unsure'
    ports.log.warn('payment.notSettled', { terminal: first.terminalId, batch: first.batch, why })
  }
  return row()?.state === 'sending' ? noted(first, { is: 'failed', why }) : null
}

type Outcome = Extract<EffectCommand, { type: 'payment.noteSettlement' }>['outcome']

async function asked(
  channel: Channel,
  order: BatchOrder,
): Promise<Extract<Outcome, { is: 'settled' }> | { is: 'unsure'; why: string }> {
  const answer = await channel.settle?.(order)
  if (answer?.is === 'settled') return { is: 'settled', how: answer.agreed ? 'agreed' : 'uploaded' }
  return answer ?? { is: 'unsure', why: 'noSettlement' }
}

function noted({ channel, terminalId, batch }: Settlement, outcome: Outcome): EffectCommand {
  return { type: 'payment.noteSettlement', channel, terminalId, batch, outcome }
}

function orderOf(row: Settlement, { payment }: WithPayment): BatchOrder {
  const { terminalId, batch, sales, salesFen, refunds, refundsFen } = row
  const all = lookUp(payment.batches.batches, batchKey(row))?.trades ?? []
  // What came to be known after the sums were on disk is the day's bill to tell.
  const first = (kind: 'sale' | 'refund', most: number): typeof all =>
    all.filter((trade) => trade.kind === kind).slice(0, most)
  const trades = [...first('sale', sales), ...first('refund', refunds)]
  return { terminalId, batch, sales, salesFen, refunds, refundsFen, trades }
}

/** Settlements that were under way when the process ended. */
export function unfinishedSettlements({ view }: WithPayment): Cause[] {
  return Object.values(view.settlements).flatMap(({ state, byFact, since, channel, terminalId, batch }) => {
    if (state !== 'sending' && state !== 'failed') return []
    const type = state === 'sending' ? 'SettlementAsked' : 'SettlementFailed'
    return [{ number: byFact, at: since, fact: { type, channel, terminalId, batch } as unknown as Fact }]
  })
}
