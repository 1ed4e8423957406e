import { refuse } from '@service-hall/contract'
import type {
  HallId,
  HubCommandType,
  HubFact,
  Refusal,
  RolloutId,
  RolloutPlace,
} from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { Node } from '../access/may.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { hallStream } from '../organisation/stream.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders, HubDecision, Sender } from '../records/decision.ts'
import { RELEASES } from '../release/decide.ts'
import { packagesOf } from '../release/state.ts'
import type { ReleaseState } from '../release/state.ts'
import { isUnderWay } from './state.ts'
import type { Rollout, RolloutsState } from './state.ts'

type State = RolloutsState & ReleaseState & OrganisationState

/** One record: whether two rollouts are for the same machines is decided by both nodes alike. */
const ROLLOUTS = 'rollouts'
const MOST_UNDER_WAY = 50

/** A place as what asks for powers knows it. */
export const nodeOf = (place: RolloutPlace): Node =>
  place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId }

/** Whether two places have machines in common. */
function overlap(state: State, a: RolloutPlace, b: RolloutPlace): boolean {
  if (a.of === 'hall' && b.of === 'hall') return a.hallId === b.hallId
  if (a.of === 'hall') return isIn(state, a.hallId, b)
  if (b.of === 'hall') return isIn(state, b.hallId, a)
  if (a.tier !== null && b.tier !== null && a.tier !== b.tier) return false
  return pathOf(state, a.regionId).includes(b.regionId) || pathOf(state, b.regionId).includes(a.regionId)
}

/** Whether a hall is of a place. */
export function isIn(state: OrganisationState, hallId: HallId, place: RolloutPlace): boolean {
  if (place.of === 'hall') return place.hallId === hallId
  const hall = state.halls.get(hallId)
  if (!hall || (place.tier !== null && hall.tier !== place.tier)) return false
  return pathOf(state, hall.regionId).includes(place.regionId)
}

function known(state: State, rolloutId: RolloutId, sender: Sender): Rollout | Refusal {
  const rollout = state.rollouts.get(rolloutId)
  if (!rollout) return refuse('rollout.unknown')
  const bar = barred(state, sender, nodeOf(rollout.place), 'operate')
  if (bar) return bar.code === 'access.denied' ? bar : refuse('rollout.unknown')
  return rollout
}

function written(facts: HubFact[], place?: RolloutPlace): HubDecision {
  return records(ROLLOUTS, facts, [TREE, ...(place?.of === 'hall' ? [hallStream(place.hallId)] : [])])
}

export const decideRollout: HubDeciders<State, Extract<HubCommandType, `rollout.${string}`>> = {
  'rollout.begin'(state, { type: _type, id: _id, ...wanted }, sender) {
    const bar = barred(state, sender, nodeOf(wanted.place), 'operate')
    if (bar) return bar
    if (state.rollouts.has(wanted.rolloutId)) return refuse('rollout.exists')
    if (packagesOf(state, wanted.version).length === 0) return refuse('rollout.noPackages')
    const underWay = [...state.rollouts.values()].filter(isUnderWay)
    if (underWay.some(({ place }) => overlap(state, place, wanted.place))) return refuse('rollout.overlaps')
    if (underWay.length >= MOST_UNDER_WAY) return refuse('rollout.tooMany')
    // Where the halls of a region lie decides who overlaps.
    return records(ROLLOUTS, [{ type: 'RolloutBegan', ...wanted }], [TREE, RELEASES])
  },
  'rollout.pause'(state, { rolloutId, why }, sender) {
    const rollout = known(state, rolloutId, sender)
    if ('ok' in rollout) return rollout
    if (!isUnderWay(rollout)) return refuse('rollout.over')
    const facts = rollout.state === 'running' ? [{ type: 'RolloutPaused' as const, rolloutId, why }] : []
    return written(facts, rollout.place)
  },
  'rollout.resume'(state, { rolloutId, why }, sender) {
    const rollout = known(state, rolloutId, sender)
    if ('ok' in rollout) return rollout
    if (!isUnderWay(rollout)) return refuse('rollout.over')
    const facts = rollout.state === 'running' ? [] : [{ type: 'RolloutResumed' as const, rolloutId, why }]
    return written(facts, rollout.place)
  },
  'rollout.cancel'(state, { rolloutId, why }, sender) {
    const rollout = known(state, rolloutId, sender)
    if ('ok' in rollout) return rollout
    if (!isUnderWay(rollout)) return refuse('rollout.over')
    return written([{ type: 'RolloutCancelled', rolloutId, why }], rollout.place)
  },
  'rollout.turnBack'(state, { rolloutId, version, why }, sender) {
    const rollout = known(state, rolloutId, sender)
    if ('ok' in rollout) return rollout
    if (rollout.state === 'back') return refuse('rollout.over')
    if (version === rollout.version) return refuse('input.invalid', 'version')
    // One that is over has no claim on its machines any more.
    const others = [...state.rollouts.values()].filter((one) => isUnderWay(one) && one !== rollout)
    if (others.some(({ place }) => overlap(state, place, rollout.place))) return refuse('rollout.overlaps')
    return written([{ type: 'RolloutTurnedBack', rolloutId, version, why }], rollout.place)
  },
  'rollout.advance'({ rollouts }, { rolloutId, wave }) {
    const rollout = rollouts.get(rolloutId)
    const isNext = rollout?.state === 'running' && wave === rollout.wave + 1 && wave < rollout.waves.length
    return records(ROLLOUTS, isNext ? [{ type: 'RolloutAdvanced', rolloutId, wave }] : [])
  },
  'rollout.hold'({ rollouts }, { rolloutId, failures }) {
    const isOne = rollouts.get(rolloutId)?.state === 'running'
    return records(ROLLOUTS, isOne ? [{ type: 'RolloutHeld', rolloutId, failures }] : [])
  },
  'rollout.end'({ rollouts }, { rolloutId, wave }) {
    const rollout = rollouts.get(rolloutId)
    const isLast = rollout?.state === 'running' && wave === rollout.wave && wave === rollout.waves.length - 1
    return records(ROLLOUTS, isLast ? [{ type: 'RolloutEnded', rolloutId }] : [])
  },
}
