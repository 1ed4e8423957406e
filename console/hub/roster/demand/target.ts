import { inheritedProfile } from '@service-hall/contract'
import type { HallId, WaitTarget } from '@service-hall/contract'
import type { OrganisationState } from '../../organisation/state.ts'
import { layersOf } from '../../profile/decide.ts'
import type { ProfileState } from '../../profile/state.ts'

/** Where a profile says nothing: four in five customers within a quarter of an hour (console default, domain figure). */
const ASSUMED = { withinMs: 15 * 60_000, share: 0.8 }
const LONGEST_MS = 4 * 3_600_000

/**
 * What a hall promises of waiting: `targets.waitMs`, `targets.waitShare` (0…1) of its profile, and `targets.patienceMs`,
 * after which customers leave; without it nobody does.
 */
export function targetOf(state: OrganisationState & ProfileState, hallId: HallId): WaitTarget {
  const values = new Map(inheritedProfile(layersOf(state, hallId)).map(({ path, value }) => [path, value]))
  const figure = (name: string, least: number, most: number): number | null => {
    const value = values.get(`targets.${name}`)
    return typeof value === 'number' && value >= least && value <= most ? value : null
  }
  const withinMs = figure('waitMs', 0, LONGEST_MS)
  return {
    withinMs: withinMs ?? ASSUMED.withinMs,
    share: figure('waitShare', 0.1, 0.99) ?? ASSUMED.share,
    patienceMs: figure('patienceMs', 1_000, LONGEST_MS),
    assumed: withinMs === null,
  }
}
