import type { Billing, BillingLine } from '../../billing/port.ts'
import type { BillLine } from '../channel/port.ts'
import type { PaymentSystems } from '../systems.ts'
import { backKey, paymentKey } from './line.ts'
import type { Line } from './line.ts'

/** The other side's word about a day. */
export type SideBill =
  | { is: 'here'; lines: AsyncIterable<Line> }
  | { is: 'later'; againMs: number }
  | { is: 'empty' }
  | { is: 'unsure'; why: string }

/** What the hall compares its days with: a channel, or the billing system. */
export type Side = {
  /** A channel's id, or `billing`. */
  id: string
  bill(day: string): Promise<SideBill>
}

/** Id of the side that is the utility. No channel is called so. */
export const BILLING_SIDE = 'billing'

/** The utility closes its day when it does: asked again after so long, ms. */
const STATEMENT_AGAIN_MS = 30 * 60_000

/** Every side that this hall has an opposite of. */
export function sidesOf({ channels, billing }: Pick<PaymentSystems, 'channels' | 'billing'>): Side[] {
  return [
    ...[...channels].map(([id, { channel }]): Side => ({
      id,
      bill: async (day) => {
        const bill = await channel.bill(day)
        return bill.is === 'here' ? { is: 'here', lines: mapped(bill.lines, ofChannel) } : bill
      },
    })),
    ...(billing ? [billingSide(billing)] : []),
  ]
}

export function billingSide(billing: Pick<Billing, 'statement'>): Side {
  return {
    id: BILLING_SIDE,
    async bill(day) {
      const answer = await billing.statement(day)
      if (answer.is === 'unsure') return answer
      if (answer.is === 'refused') return { is: 'unsure', why: answer.code }
      if (answer.value === null) return { is: 'later', againMs: STATEMENT_AGAIN_MS }
      return { is: 'here', lines: mapped(answer.value, ofBilling) }
    },
  }
}

async function* mapped<From>(lines: AsyncIterable<From>, map: (from: From) => Line): AsyncGenerator<Line> {
  for await (const line of lines) yield map(line)
}

/** A line of a channel: payments by their trade, refunds by their number of ours. */
function ofChannel({ kind, channelNo, tradeNo, refundNo, fen, at }: BillLine): Line {
  const what = { of: tradeNo, tradeNo, fen, at }
  if (kind === 'payment') return { kind: 'in', key: paymentKey(tradeNo), number: channelNo, ...what }
  return { kind: 'out', key: backKey(refundNo ?? tradeNo), number: refundNo ?? '', ...what }
}

function ofBilling({ kind, key, writeOffNo, fen, at }: BillingLine): Line {
  const what = { of: key, number: key, tradeNo: writeOffNo, fen, at }
  if (kind === 'writeOff') return { kind: 'in', key: paymentKey(key), ...what }
  return { kind: 'out', key: backKey(key), ...what }
}
