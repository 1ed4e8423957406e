import { PlanningHistoryParams, PlanningParams, placeOfKey, profileKey, refuse } from '@service-hall/contract'
import type { PlanningSeen, ProfilePlace } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { pathOf, regionOf, sees } from '../../access/may.ts'
import { peerOf } from '../../gateway/peer.ts'
import type { ConsolePorts } from '../../ports.ts'
import { streamFacts } from '../store.ts'
import { changesOf } from './history.ts'
import { calendarOf, planningSeen } from './seen.ts'

/** Halls whose services are looked at for a region, so that a large one is answered at once. */
const MOST_HALLS = 50

/** What rosters have to keep, by region, tier and hall: what holds, where it is said, and what was said before. */
export function planningRoutes(app: FastifyInstance, { records, store, live, clock }: ConsolePorts): void {
  const placeOf = (request: FastifyRequest, key: string): ProfilePlace | null => {
    const place = placeOfKey(key)
    return place && sees(records.state, peerOf(request).account, place) ? place : null
  }

  app.get('/api/planning/:place', async (request, reply) => {
    const params = PlanningParams.safeParse(request.params)
    const place = params.success ? placeOf(request, params.data.place) : null
    if (!place) return sendRefusal(reply, refuse('organisation.unknownRegion'))
    const { account } = peerOf(request)
    const year = String(new Date(clock.now()).getUTCFullYear())
    return planningSeen(records.state, place, { account, year, services: servicesAt(place) })
  })

  app.get('/api/planning/:place/history/:of', async (request, reply) => {
    const params = PlanningHistoryParams.safeParse(request.params)
    const place = params.success ? placeOf(request, params.data.place) : null
    if (!params.success || !place) return sendRefusal(reply, refuse('organisation.unknownRegion'))
    const { of } = params.data
    const stream = of === 'days' ? calendarOf(place) : `${of}:${profileKey(place)}`
    return stream === null ? [] : changesOf(await streamFacts(store, stream))
  })

  /** Services of the halls that lie there, each once. */
  function servicesAt(place: ProfilePlace): PlanningSeen['services'] {
    const { state } = records
    const found = new Map<string, PlanningSeen['services'][number]>()
    let looked = 0
    for (const [hallId, { regionId, tier }] of state.halls) {
      const isHere =
        place.of === 'hall'
          ? hallId === place.hallId
          : (place.tier === null || tier === place.tier) &&
            pathOf(state, regionId).includes(regionOf(state, place) ?? place.regionId)
      if (!isHere || looked >= MOST_HALLS) continue
      const { config } = live.hall(hallId).view
      if (config) looked += 1
      for (const { id, name } of config?.services ?? []) if (!found.has(id)) found.set(id, { id, name })
    }
    return [...found.values()]
  }
}
