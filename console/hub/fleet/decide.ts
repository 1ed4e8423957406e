import { MOST_SLIDES, MOST_SPECIAL_DAYS, fleetKey, refuse, slidesOf } from '@service-hall/contract'
import type { FleetPlace, HubCommandType, MachineLayer, Refusal } from '@service-hall/contract'
import { hallStream } from '../organisation/stream.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import { changedLayer } from './state.ts'
import type { FleetState } from './state.ts'

type State = FleetState & OrganisationState

/** Machines of one hall with settings of their own: many times what a hall has. */
const MOST_MACHINES = 500

function tooMany({ machineLayers }: FleetState, place: FleetPlace): Refusal | null {
  if (place.of !== 'machine' || machineLayers.has(fleetKey(place))) return null
  const of = `machine:${place.hallId}:`
  const count = [...machineLayers.keys()].filter((key) => key.startsWith(of)).length
  return count >= MOST_MACHINES ? refuse('fleet.tooManyMachines') : null
}

/** A playlist of which not all could be shown is none: a file at an address, too many slides for one directive. */
function notShown({ playlist }: MachineLayer): Refusal | null {
  if (!playlist) return null
  const { length } = slidesOf(playlist)
  return length === playlist.items.length && length <= MOST_SLIDES ? null : refuse('fleet.tooManySlides')
}

export const decideFleet: HubDeciders<State, Extract<HubCommandType, `fleet.${string}`>> = {
  'fleet.set'(state, { place, set, inherit }, sender) {
    const at = place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId }
    const bar = barred(state, sender, at, 'operate') ?? tooMany(state, place) ?? notShown(set)
    if (bar) return bar
    const before = state.machineLayers.get(fleetKey(place))?.said ?? new Map()
    const after = changedLayer(before, { set, inherit }, Number.MAX_SAFE_INTEGER)
    const days = [...after].filter(([path, { value }]) => path.startsWith('days.') && value !== undefined)
    if (days.length > MOST_SPECIAL_DAYS) return refuse('fleet.tooManyDays')
    const isNews = [...after.values()].some((said) => said.at === Number.MAX_SAFE_INTEGER)
    const relies = place.of === 'region' ? [TREE] : [TREE, hallStream(place.hallId)]
    return records(
      `fleet:${fleetKey(place)}`,
      isNews ? [{ type: 'MachinesSet', place, set, inherit }] : [],
      relies,
    )
  },
}
