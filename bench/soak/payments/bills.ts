import type { DecidableCommand, PayChannelId } from '@service-hall/contract'
import { uuid7 } from '@service-hall/contract'
import type { Random } from '@service-hall/harness/random'
import type { World } from './world.ts'

type Line = {
  channel: string
  channelNo: string
  tradeNo: string
  fen: number
  at: number
  isReturned: boolean
}

/** Next day (T+1): each channel's bill is read, and whatever the hall has not heard of is told to it. */
export async function compareDay(world: World, random: Random, upTo: number): Promise<void> {
  for (const line of linesOf(world, upTo)) {
    const { hall } = world
    if (!hall) return
    const { channel, channelNo, tradeNo, fen, at, isReturned } = line
    const isKnown = hall.state.payment.trades[`${channel}/${tradeNo}`] !== undefined
    if (isKnown && !isReturned) continue
    const told: DecidableCommand = {
      ...{ type: 'payment.noteAttempt', channel: channel as PayChannelId, channelNo },
      id: uuid7(world.now, random.bytes(10)) as DecidableCommand['id'],
      standing: isReturned
        ? { is: 'closed', returned: { tradeNo, fen } }
        : { is: 'paid', tradeNo, fen, paidAt: at, by: 'bill' },
    }
    await hall.system(told)
  }
}

/** Everything that was paid; `isReturned`: and given back by the channel without the hall's refund. */
function linesOf(world: World, upTo: number): Line[] {
  const found: Line[] = []
  for (const [channel, gateway] of Object.entries(world.gateways)) {
    const refunded = new Map<string, number>()
    for (const { tradeNo, fen, state } of gateway.refunds.values())
      if (state !== 'failed') refunded.set(tradeNo, (refunded.get(tradeNo) ?? 0) + fen)
    for (const { channelNo, payments } of gateway.trades.values())
      for (const { tradeNo, fen, at, returnedFen } of payments)
        if (at < upTo)
          found.push({
            ...{ channel, channelNo, tradeNo, fen, at },
            isReturned: returnedFen - (refunded.get(tradeNo) ?? 0) === fen,
          })
  }
  for (const { channelNo, tradeNo, fen, at, state } of world.acquirer.sales.values())
    if (at < upTo)
      found.push({ channel: 'bankCard', channelNo, tradeNo, fen, at, isReturned: state === 'reversed' })
  return found
}
