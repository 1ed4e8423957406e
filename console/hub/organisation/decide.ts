import { ROOT, refuse } from '@service-hall/contract'
import type { HubCommandType, Power, Refusal, RegionId } from '@service-hall/contract'
import { mayActOn, pathOf } from '../access/may.ts'
import type { Node } from '../access/may.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders, Sender } from '../records/decision.ts'
import type { AccountState } from '../access/state.ts'
import type { PaymentPointState } from '../payment-point/state.ts'
import type { OrganisationState } from './state.ts'
import { hallStream } from './stream.ts'

type State = OrganisationState & AccountState & PaymentPointState

/** Levels of regions, the topmost included. */
const DEEPEST = 12

/** Why somebody may not change a place, or do there what another power is asked for; null: they may. A place that they do not see is answered as one that is not. */
export function barred(
  state: OrganisationState,
  { account }: Sender,
  node: Node,
  power: Power = 'administer',
): Refusal | null {
  if (account === null || mayActOn(state, account, power, node)) return null
  if (mayActOn(state, account, 'see', node)) return refuse('access.denied')
  return 'hallId' in node ? refuse('organisation.unknownHall') : refuse('organisation.unknownRegion')
}

function deepest(state: OrganisationState, regionId: RegionId): number {
  const below = [...state.regions.values()].filter(({ parentId }) => parentId === regionId)
  return 1 + Math.max(0, ...below.map((region) => deepest(state, region.regionId)))
}

function isEmpty(state: State, regionId: RegionId): boolean {
  const { regions, halls, accounts, points } = state
  if ([...regions.values()].some(({ parentId }) => parentId === regionId)) return false
  if ([...halls.values()].some((hall) => hall.regionId === regionId)) return false
  if ([...points.values()].some((point) => point.regionId === regionId && !point.ended)) return false
  return ![...accounts.values()].some(
    ({ closed, homeId, grants }) =>
      !closed && (homeId === regionId || grants.some((grant) => grant.regionId === regionId)),
  )
}

/** Regions, and halls in them. Whoever changes a place administers it; who moves something, also where it goes. */
export const decideOrganisation: HubDeciders<State, Extract<HubCommandType, `organisation.${string}`>> = {
  'organisation.addRegion'(state, { regionId, parentId, name }, sender) {
    const bar = barred(state, sender, { regionId: parentId })
    if (bar) return bar
    if (state.regions.has(regionId)) return refuse('organisation.regionExists')
    if (pathOf(state, parentId).length >= DEEPEST) return refuse('organisation.tooDeep')
    return records(TREE, [{ type: 'RegionAdded', regionId, parentId, name }])
  },
  'organisation.renameRegion'(state, { regionId, name }, sender) {
    const bar = barred(state, sender, { regionId })
    return bar ?? records(TREE, [{ type: 'RegionRenamed', regionId, name }])
  },
  'organisation.moveRegion'(state, { regionId, parentId }, sender) {
    const bar = barred(state, sender, { regionId })
    if (bar) return bar
    const before = state.regions.get(regionId)?.parentId ?? null
    if (before === null) return refuse('organisation.rootStays')
    // Whoever has a region as a whole does not thereby have the one that it lies in.
    if (barred(state, sender, { regionId: before })) return refuse('access.denied')
    const there = barred(state, sender, { regionId: parentId })
    if (there) return there
    const path = pathOf(state, parentId)
    if (path.includes(regionId)) return refuse('organisation.intoItself')
    if (path.length + deepest(state, regionId) > DEEPEST) return refuse('organisation.tooDeep')
    return records(TREE, before === parentId ? [] : [{ type: 'RegionMoved', regionId, parentId }])
  },
  'organisation.removeRegion'(state, { regionId }, sender) {
    const bar = barred(state, sender, { regionId })
    if (bar) return bar
    const before = state.regions.get(regionId)?.parentId ?? null
    if (before === null || regionId === ROOT) return refuse('organisation.rootStays')
    if (barred(state, sender, { regionId: before })) return refuse('access.denied')
    if (!isEmpty(state, regionId)) return refuse('organisation.notEmpty')
    // Whatever is let into it meanwhile, by whom ever, keeps it.
    return records(TREE, [{ type: 'RegionRemoved', regionId }], 'everything')
  },
  'organisation.admitHall'(state, { hallId, key, regionId, tier }, sender) {
    const there = barred(state, sender, { regionId })
    if (there) return there
    const before = state.halls.get(hallId)
    // A hall of somebody else's cannot be taken over by letting it in once more.
    if (before && barred(state, sender, { hallId })) return refuse('access.denied')
    const isSo = before?.key === key && before.regionId === regionId && before.tier === tier
    const facts = isSo ? [] : [{ type: 'HallAdmitted' as const, hallId, key, regionId, tier }]
    return records(hallStream(hallId), facts, [TREE])
  },
  'organisation.revokeHall'(state, { hallId }, sender) {
    const bar = barred(state, sender, { hallId })
    if (bar) return bar
    const hall = state.halls.get(hallId)
    if (!hall) return refuse('organisation.unknownHall')
    return records(hallStream(hallId), hall.key === null ? [] : [{ type: 'HallRevoked', hallId }], [TREE])
  },
  'organisation.moveHall'(state, { hallId, regionId }, sender) {
    const bar = barred(state, sender, { hallId }) ?? barred(state, sender, { regionId })
    if (bar) return bar
    const isThere = state.halls.get(hallId)?.regionId === regionId
    return records(hallStream(hallId), isThere ? [] : [{ type: 'HallMoved', hallId, regionId }], [TREE])
  },
  'organisation.describeHall'(state, { hallId, tier, address, position }, sender) {
    const bar = barred(state, sender, { hallId })
    return (
      bar ?? records(hallStream(hallId), [{ type: 'HallDescribed', hallId, tier, address, position }], [TREE])
    )
  },
}
