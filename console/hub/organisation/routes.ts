import type { OrganisationSeen, WaitingHall } from '@service-hall/contract'
import { keyFingerprint } from '@service-hall/server-kit'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import type { Account } from '../access/state.ts'
import type { OrganisationState } from './state.ts'

/** The organisation as somebody sees it, and halls that wait. */
export function organisationRoutes(app: FastifyInstance, { records, waiting }: ConsolePorts): void {
  app.get('/api/organisation', async (request) => organisationSeen(records.state, peerOf(request).account))

  app.get('/api/halls/waiting', async (request): Promise<WaitingHall[]> =>
    waiting.seenBy(peerOf(request).account),
  )
}

/** Regions and halls that an account sees; of what lies above or beside them nothing, not even an id. */
export function organisationSeen(state: OrganisationState, account: Account): OrganisationSeen {
  const regions = [...state.regions.values()].filter(({ regionId }) => sees(state, account, { regionId }))
  const seen = new Set(regions.map(({ regionId }) => regionId))
  return {
    regions: regions.map(({ regionId, parentId, name }) => ({
      ...{ regionId, name },
      parentId: parentId !== null && seen.has(parentId) ? parentId : null,
    })),
    halls: [...state.halls.values()]
      .filter(({ regionId }) => seen.has(regionId))
      .map(({ hallId, key, regionId, tier, address, position, places }) => ({
        ...{ hallId, regionId, tier, address, position },
        fingerprint: key === null ? null : keyFingerprint(key),
        places: places.filter((place) => seen.has(place.regionId)),
      })),
  }
}
