import {
  HallParams,
  ProfileParams,
  inheritedProfile,
  placeOfKey,
  profileDifferences,
  profileKey,
  refuse,
} from '@service-hall/contract'
import type { HallId, HallLimits, Inherited, ProfileSeen } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { hallsSeen, sees } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import type { Account } from '../access/state.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { layersAt, layersOf } from './decide.ts'

type State = ConsolePorts['records']['state']

/** What is asked of halls, and where that is said. */
export function profileRoutes(app: FastifyInstance, { records }: ConsolePorts): void {
  app.get('/api/halls/:hallId/profile', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    const { account } = peerOf(request)
    const isSeen = params.success && sees(records.state, account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const layers = layersOf(records.state, params.data.hallId)
    const shown = (values: Inherited[]): Inherited[] => seenBy(records.state, account, values)
    return { values: shown(inheritedProfile(layers)), differences: shown(profileDifferences(layers)) }
  })

  app.get('/api/profiles/:place', async (request, reply) => {
    const params = ProfileParams.safeParse(request.params)
    const place = params.success ? placeOfKey(params.data.place) : null
    const { account } = peerOf(request)
    if (!place) return sendRefusal(reply, refuse('input.invalid', 'place'))
    if (!sees(records.state, account, place))
      return sendRefusal(
        reply,
        refuse(place.of === 'hall' ? 'organisation.unknownHall' : 'organisation.unknownRegion'),
      )
    const layers = layersAt(records.state, place)
    const { profile: own = {}, version = 0 } = records.state.profiles.get(profileKey(place)) ?? {}
    return {
      ...{ place, own, version },
      values: seenBy(records.state, account, inheritedProfile(layers)),
    } satisfies ProfileSeen
  })

  app.get('/api/halls/limits', async (request) => limitsOf(records.state, peerOf(request).account))
}

/** How long customers may wait in each hall that somebody sees; halls of one region and tier mostly have the same limit. */
function limitsOf(state: State, account: Account): HallLimits {
  const shared = new Map<string, number | null>()
  const limitOf = (hallId: HallId): number | null => {
    const value = inheritedProfile(layersOf(state, hallId)).find(
      ({ path }) => path === 'targets.waitMs',
    )?.value
    return typeof value === 'number' ? value : null
  }
  return [...hallsSeen(state, account)].map((hallId) => {
    const hall = state.halls.get(hallId)
    if (state.profiles.has(`hall:${hallId}`)) return { hallId, waitMs: limitOf(hallId) }
    const group = `${hall?.regionId}:${hall?.tier}`
    const waitMs = shared.has(group) ? (shared.get(group) ?? null) : limitOf(hallId)
    shared.set(group, waitMs)
    return { hallId, waitMs }
  })
}

/** Values with their places, as far as somebody sees these: of what lies above them not even an id is told. */
function seenBy(state: State, account: Account, values: readonly Inherited[]): Inherited[] {
  const masked = (from: string): string => placeAsSeen(state, account, from)
  return values.map(({ from, instead, ...value }) => ({
    ...value,
    from: masked(from),
    instead: instead.map((one) => ({ ...one, from: masked(one.from) })),
  }))
}

/** The key of a place, or `above` for one that somebody does not see. */
export function placeAsSeen(state: OrganisationState, account: Account, key: string): string {
  const place = placeOfKey(key)
  return place && sees(state, account, place) ? key : 'above'
}
