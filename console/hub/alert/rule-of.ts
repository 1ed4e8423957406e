import { inheritedRule, profileKey } from '@service-hall/contract'
import type {
  AlertKind,
  AlertRuleLayer,
  AlertRuleSeen,
  HallId,
  ProfilePlace,
  Tier,
} from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { OrganisationState } from '../organisation/state.ts'
import type { AlertState } from './state.ts'

type State = OrganisationState & AlertState

/** Places that say what holds at a place, the widest first: as tier profiles are inherited. */
export function placesAbove(
  state: State,
  place: ProfilePlace,
): { places: ProfilePlace[]; tier: Tier | null } {
  const hall = place.of === 'hall' ? state.halls.get(place.hallId) : undefined
  const regionId = place.of === 'hall' ? hall?.regionId : place.regionId
  const tier = place.of === 'hall' ? (hall?.tier ?? null) : place.tier
  const regions = regionId === undefined ? [] : pathOf(state, regionId).reverse()
  const ofAll = regions.map((id) => ({ of: 'region' as const, regionId: id, tier: null }))
  const ofTier = tier === null ? [] : regions.map((id) => ({ of: 'region' as const, regionId: id, tier }))
  return { places: [...ofAll, ...ofTier, ...(place.of === 'hall' ? [place] : [])], tier }
}

/** The rule of a kind as it holds at a place. */
export function ruleAt(state: State, place: ProfilePlace, kind: AlertKind): AlertRuleSeen {
  const { places, tier } = placesAbove(state, place)
  const layers = places.flatMap((one): AlertRuleLayer[] => {
    const from = profileKey(one)
    const rule = state.alertRules.get(from)?.get(kind)
    return rule ? [{ from, rule }] : []
  })
  return inheritedRule(kind, tier, layers)
}

/** Rules of halls, kept until anything that they depend on changes. */
export class HallRules {
  readonly #state: State
  readonly #rules = new Map<HallId, Map<AlertKind, AlertRuleSeen['rule']>>()

  constructor(state: State) {
    this.#state = state
  }

  forget(): void {
    this.#rules.clear()
  }

  of(hallId: HallId, kind: AlertKind): AlertRuleSeen['rule'] {
    const rules = this.#rules.get(hallId) ?? new Map<AlertKind, AlertRuleSeen['rule']>()
    const known = rules.get(kind)
    if (known) return known
    const { rule } = ruleAt(this.#state, { of: 'hall', hallId }, kind)
    this.#rules.set(hallId, rules.set(kind, rule))
    return rule
  }
}
