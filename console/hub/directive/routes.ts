import { HallParams, refuse } from '@service-hall/contract'
import type { HallDirectives, HubDirective } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { directivesOf } from './state.ts'

/** So many of all halls in one answer. */
const MOST = 500

/** What was given to halls, what came of it, and what stands on their screens. */
export function directiveRoutes(app: FastifyInstance, { records, live }: ConsolePorts): void {
  app.get('/api/directives', async (request): Promise<HubDirective[]> => {
    const { account } = peerOf(request)
    return [...records.state.directives.keys()]
      .filter((hallId) => sees(records.state, account, { hallId }))
      .flatMap((hallId) => directivesOf(records.state, hallId))
      .sort((a, b) => b.issuedAt - a.issuedAt)
      .slice(0, MOST)
  })

  app.get('/api/halls/:hallId/directives', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    const isSeen = params.success && sees(records.state, peerOf(request).account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const { hallId } = params.data
    const { notices, stationReports } = live.hall(hallId).view
    const given = directivesOf(records.state, hallId).reverse()
    return { directives: given, notices: Object.values(notices), stationReports } satisfies HallDirectives
  })
}
