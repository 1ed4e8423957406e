import { createHash } from 'node:crypto'
import { MOST_MAP_BYTES, MapOutlines, NewMap, RegionParams, refuse } from '@service-hall/contract'
import type { MapSeen, RegionId } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { mayActOn, pathOf, sees } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { keepMap, outlinesOf } from './store.ts'

const SELDOM = {
  config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
  bodyLimit: MOST_MAP_BYTES,
}

/** Maps of regions. Only what a map needs is kept of a file. */
export function mapRoutes(app: FastifyInstance, { records, store }: ConsolePorts): void {
  const { state } = records

  app.get('/api/maps/:regionId', async (request, reply) => {
    const params = RegionParams.safeParse(request.params)
    const { account } = peerOf(request)
    if (!params.success || !sees(state, account, params.data))
      return sendRefusal(reply, refuse('organisation.unknownRegion'))
    return reply.send(await mapFor(account, params.data.regionId))
  })

  app.post('/api/maps/:regionId', SELDOM, async (request, reply) => {
    const params = RegionParams.safeParse(request.params)
    const wanted = NewMap.safeParse(request.body)
    if (!params.success || !wanted.success) return sendRefusal(reply, refuse('input.invalid', 'id, approval'))
    const { regionId } = params.data
    // Who may not set it makes nobody read it.
    if (!mayActOn(state, peerOf(request).account, 'administer', { regionId })) {
      const isSeen = sees(state, peerOf(request).account, { regionId })
      return sendRefusal(reply, refuse(isSeen ? 'access.denied' : 'organisation.unknownRegion'))
    }
    const outlines = MapOutlines.safeParse(wanted.data.outlines)
    if (!outlines.success) return sendRefusal(reply, refuse('map.notReadable'))
    const text = JSON.stringify(outlines.data)
    const digest = createHash('sha256').update(text).digest('hex')
    const { id, approval } = wanted.data
    const { answer } = await records.execute(
      senderOf(request),
      { type: 'map.set', id, regionId, digest, approval },
      (trx) => keepMap(trx, regionId, { digest, outlines: text }),
    )
    return answer.ok ? answer : sendRefusal(reply, answer)
  })

  async function mapFor(account: Account, regionId: RegionId): Promise<MapSeen> {
    for (const at of pathOf(state, regionId)) {
      const known = state.maps.get(at)
      if (!known || !sees(state, account, { regionId: at })) continue
      const text = await outlinesOf(store, at, known.digest)
      // Another node has set another one at this moment; its fact is on its way.
      if (text === null) return null
      return { regionId: at, approval: known.approval, outlines: MapOutlines.parse(JSON.parse(text)) }
    }
    return null
  }
}
