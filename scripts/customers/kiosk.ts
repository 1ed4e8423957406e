import { arrivals } from './arrivals.ts'
import type { Arrival } from './arrivals.ts'
import { rest } from './peer.ts'
import type { Peer } from './peer.ts'
import type { Random } from './chances.ts'

export type KioskOptions = { peer: Peer; perHour: number; random: Random; signal: AbortSignal }

/**
 * Customers come to a simulated kiosk and take tickets until it is stopped. It has no printer: it says that the
 * paper came out, with evidence that tells it apart from a real one.
 */
export async function receiveCustomers({ peer, perHour, random, signal }: KioskOptions): Promise<void> {
  while (!signal.aborted && !peer.view?.config) await peer.changed()
  const config = peer.view?.config
  if (!config) return
  for (const arrival of arrivals(config, perHour, random, new Date(peer.now).getFullYear())) {
    await rest(arrival.afterMs, signal)
    if (signal.aborted) return
    // Not waited for: the next customer comes whether or not the hall has answered this one.
    void takeTicket(peer, arrival, config.policies.issueValidSeconds)
  }
}

async function takeTicket(peer: Peer, arrival: Arrival, validSeconds: number): Promise<void> {
  const { afterMs: _gap, ...wanted } = arrival
  const validUntil = Math.round(peer.now) + validSeconds * 1_000
  const answer = await peer.send({ type: 'ticket.issue', id: peer.newId(), validUntil, ...wanted })
  if (!answer?.ok || !answer.result.ticket) return
  await peer.send({
    type: 'ticket.paper',
    id: peer.newId(),
    ticketId: answer.result.ticket.id,
    attempt: 1,
    outcome: 'printed',
    evidence: 'simulated',
  })
}
