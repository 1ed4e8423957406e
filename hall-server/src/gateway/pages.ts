import type { FastifyRequest } from 'fastify'
import type { Peer } from '../core/capability.ts'

const PAGES: Record<string, (peer: Peer) => boolean> = {
  counter: (peer) => peer.kind === 'staff' && peer.roles.includes('counterStaff'),
  admin: (peer) => peer.kind === 'staff' && peer.roles.some((role) => role !== 'counterStaff'),
  display: (peer) => peer.kind === 'station' && peer.stationKind === 'display',
}

/** Pages of the hall and who may open them. */
export const pages = Object.fromEntries(
  Object.entries(PAGES).map(([page, mayOpen]) => [
    page,
    ({ peer }: FastifyRequest) => peer !== null && mayOpen(peer),
  ]),
)
