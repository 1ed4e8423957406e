import { HallParams, inheritedProfile, profileDifferences, refuse } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { layersOf } from './decide.ts'

/** What is asked of a hall. */
export function profileRoutes(app: FastifyInstance, { records }: ConsolePorts): void {
  app.get('/api/halls/:hallId/profile', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    const isSeen = params.success && sees(records.state, peerOf(request).account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const layers = layersOf(records.state, params.data.hallId)
    return { values: inheritedProfile(layers), differences: profileDifferences(layers) }
  })
}
