import { audienceOf, refuse } from '@service-hall/contract'
import type { RegionLine } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import type { Uplink } from './uplink.ts'

/** How the line to the region stands, for those who manage the hall. */
export function regionRoutes(
  app: FastifyInstance,
  { hall, uplink }: { hall: HallOf; uplink: Uplink | null },
): void {
  app.get('/api/region', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    if (audienceOf(request.peer) !== 'administrator') return sendRefusal(reply, refuse('access.denied'))
    if (!uplink) return { line: null } satisfies RegionLine
    const { state, code, fingerprint, acknowledged } = uplink.state
    const behind = acknowledged === null ? null : Math.max(0, hall.committedNumber - acknowledged)
    return { line: { hub: uplink.address, state, code, fingerprint, behind } } satisfies RegionLine
  })
}
