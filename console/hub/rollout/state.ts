import type { HubFact, RolloutId, RolloutPlace, RolloutState, RolloutWave } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** A rollout as the records have it. How its machines stand follows from directives and what machines report. */
export type Rollout = {
  rolloutId: RolloutId
  place: RolloutPlace
  version: string
  waves: RolloutWave[]
  waitMinutes: number
  mostFailures: number
  who: string
  why: string
  /** When it began, and came to be as it is, epoch ms of the hub. */
  at: number
  since: number
  state: RolloutState
  /** Of how many waves machines have been given it, less one. */
  wave: number
  /** Machines that had failed when it was resumed: they do not hold it again. */
  forgiven: number
  heldAt: number | null
  /** The release that its machines go back to. */
  back: string | null
  /** Number of the record that made it so: ids of what follows from that derive from it. */
  changed: number
}

export type RolloutsState = { rollouts: Map<RolloutId, Rollout> }
export const emptyRollouts = (): RolloutsState => ({ rollouts: new Map() })

/** Whether it may still give something to machines. */
export const isUnderWay = ({ state }: Pick<Rollout, 'state'>): boolean =>
  state === 'running' || state === 'paused' || state === 'held'

/** So many that are over are remembered. */
const OVER_KEPT = 100

type RolloutFact = Extract<HubFact, { type: `Rollout${string}` }>['type']
type Place = { number: number; at: number }

function change(state: RolloutsState, rolloutId: RolloutId, place: Place, to: Partial<Rollout>): void {
  const known = state.rollouts.get(rolloutId)
  if (!known) return
  const since = to.state === undefined ? known.since : place.at
  state.rollouts.set(rolloutId, { ...known, ...to, since, changed: place.number })
}

export const evolveRollouts: HubEvolve<RolloutsState, RolloutFact> = {
  RolloutBegan({ rollouts }, { type: _type, ...began }, { number, at, by }) {
    rollouts.set(began.rolloutId, {
      ...{ ...began, who: by, at, since: at, state: 'running', wave: 0, forgiven: 0, heldAt: null },
      ...{ back: null, changed: number },
    })
    const over = [...rollouts.values()].filter((one) => !isUnderWay(one))
    for (const { rolloutId } of over.slice(0, Math.max(0, over.length - OVER_KEPT)))
      rollouts.delete(rolloutId)
  },
  RolloutPaused: (state, { rolloutId }, place) => change(state, rolloutId, place, { state: 'paused' }),
  RolloutResumed(state, { rolloutId }, place) {
    const { heldAt = null, forgiven = 0 } = state.rollouts.get(rolloutId) ?? {}
    change(state, rolloutId, place, { state: 'running', forgiven: heldAt ?? forgiven, heldAt: null })
  },
  RolloutHeld: (state, { rolloutId, failures }, place) =>
    change(state, rolloutId, place, { state: 'held', heldAt: failures }),
  RolloutAdvanced: (state, { rolloutId, wave }, place) => change(state, rolloutId, place, { wave }),
  RolloutCancelled: (state, { rolloutId }, place) => change(state, rolloutId, place, { state: 'cancelled' }),
  RolloutTurnedBack: (state, { rolloutId, version }, place) =>
    change(state, rolloutId, place, { state: 'back', back: version }),
  RolloutEnded: (state, { rolloutId }, place) => change(state, rolloutId, place, { state: 'done' }),
}
