import { PLAYBOOKS, profileKey } from '@service-hall/contract'
import type { AlertKind, PlaybookSeen, ProfilePlace } from '@service-hall/contract'
import type { OrganisationState } from '../organisation/state.ts'
import { placesAbove } from './rule-of.ts'
import type { AlertState } from './state.ts'

type State = OrganisationState & AlertState

/** The playbook of a kind as it holds at a place: of the nearest place that says one, as a whole; `beyond`: but not it. */
export function playbookAt(
  state: State,
  place: ProfilePlace,
  kind: AlertKind,
  { beyond }: { beyond?: string } = {},
): PlaybookSeen {
  const { places } = placesAbove(state, place)
  for (const from of places.map(profileKey).reverse()) {
    const steps = from === beyond ? undefined : state.playbooks.get(from)?.get(kind)
    if (steps) return { kind, steps, from }
  }
  return { kind, steps: PLAYBOOKS[kind], from: 'default' }
}
