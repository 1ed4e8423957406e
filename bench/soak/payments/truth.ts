import { obligationsOf } from '@service-hall/contract'
import type { World } from './world.ts'

/**
 * Holds the hall against the world when all is at rest: what each customer lost is written off, or held with somebody who has
 * to act, or stands in suspense. Nothing is left that the hall itself still has to do.
 */
export function untruths(world: World): string[] {
  const { hall, checks, utility } = world
  if (!hall) return ['the hall is not there']
  const numbers = new Map<string, string[]>()
  for (const { fact } of world.facts()) {
    if (fact.type === 'PaymentOrderOpened') numbers.set(fact.orderId, [])
    if (fact.type === 'AttemptOpened') numbers.get(fact.orderId)?.push(fact.channelNo)
  }
  const found: string[] = []
  for (const [orderId, channelNos] of numbers) {
    const lost = channelNos.reduce((sum, no) => sum + takenFen(world, no), world.cashFen(orderId))
    const written = utility.writtenFen(orderId)
    const order = world.order(orderId)
    const held = order?.heldFen ?? 0
    const suspended = checks.suspense.get(orderId) ?? 0
    if (lost !== written + held + suspended)
      found.push(
        `order ${orderId}: its customer lost ${lost}; written off ${written}, held ${held}, in suspense ${suspended}`,
      )
    if (!order) continue
    for (const { kind, owner, fen } of obligationsOf(order, world.now))
      if (owner === 'system' || owner === 'customer' || kind === 'return')
        found.push(`order ${orderId}: ${kind} of ${fen} fen is still the ${owner}'s after days of quiet`)
  }
  return found
}

function takenFen({ gateways, acquirer }: World, channelNo: string): number {
  let fen = 0
  for (const gateway of Object.values(gateways)) fen += gateway.takenFen(channelNo)
  for (const sale of acquirer.sales.values())
    if (sale.channelNo === channelNo) fen += sale.fen - sale.returnedFen
  return fen
}
