import { FILE_KINDS, HallParams, isAwaited, lookUp, refuse } from '@service-hall/contract'
import type { DirectiveSeen, HallDirectives, HubDirective } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import { filesOf } from '../file/store.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { directivesOf } from './state.ts'

/** So many of all halls in one answer. */
const MOST = 500

/** What was given to halls, what came of it, and what stands on their screens. */
export function directiveRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, live } = ports
  app.get('/api/directives', async (request): Promise<DirectiveSeen[]> => {
    const { account } = peerOf(request)
    const latest = [...records.state.directives.keys()]
      .filter((hallId) => sees(records.state, account, { hallId }))
      .flatMap((hallId) => directivesOf(records.state, hallId))
      .sort((a, b) => b.issuedAt - a.issuedAt)
      .slice(0, MOST)
    return withFiles(ports, latest)
  })

  app.get('/api/halls/:hallId/directives', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    const isSeen = params.success && sees(records.state, peerOf(request).account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const { hallId } = params.data
    const { notices, stationReports } = live.hall(hallId).view
    const given = await withFiles(ports, directivesOf(records.state, hallId).reverse())
    return { directives: given, notices: Object.values(notices), stationReports } satisfies HallDirectives
  })
}

async function withFiles(
  { store, live }: Pick<ConsolePorts, 'store' | 'live'>,
  directives: readonly HubDirective[],
): Promise<DirectiveSeen[]> {
  const asking = directives.filter(({ work }) => FILE_KINDS.includes(work.kind))
  const files = await filesOf(
    store,
    asking.map(({ directiveId }) => directiveId),
  )
  return directives.map((one) => {
    const { hallId, directiveId } = one
    const isUnderWay = one.work.kind === 'stageSoftware' && isAwaited(one)
    const told = isUnderWay ? lookUp(live.hall(hallId).view.directives, directiveId) : undefined
    return { ...one, file: files.get(directiveId) ?? null, progress: told?.progress ?? null }
  })
}
