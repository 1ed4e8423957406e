import {
  MOST_SLIDES,
  MOST_SPECIAL_DAYS,
  askedOf,
  fleetKey,
  inheritedSettings,
  refuse,
  slidesOf,
  valuesOfLayer,
} from '@service-hall/contract'
import type { FleetPlace, HubCommandType, MachineLayer, Refusal, SaidSetting } from '@service-hall/contract'
import { hallStream } from '../organisation/stream.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import { fleetPlaces } from './layers.ts'
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

type Said = ReadonlyMap<string, SaidSetting>
const isOfPower = (path: string): boolean => path !== 'version' && path !== 'playlist'

/**
 * How many single days could not be sent to machines of a place, of those that it and the places above it name; `said`
 * stands for what `changed` says.
 */
function droppedAt(state: State, at: FleetPlace, changed: string, said: Said): number {
  const layers = fleetPlaces(state, at).flatMap((one) => {
    const from = fleetKey(one)
    const own = from === changed ? said : state.machineLayers.get(from)?.said
    return own ? [{ from, said: own }] : []
  })
  return askedOf(inheritedSettings(layers).values).dropped
}

/**
 * Places whose machines are sent what all above them say together: those that say something of the calendar themselves,
 * and one hall of each region and tier, which stands for all that lie there.
 */
function placesSent(state: State): FleetPlace[] {
  const own = [...state.machineLayers.values()].filter(({ said }) => [...said.keys()].some(isOfPower))
  const halls = new Map(
    [...state.halls.entries()].map(([hallId, { regionId, tier }]) => [`${regionId}:${tier}`, hallId]),
  )
  return [
    ...own.map(({ place }) => place),
    ...[...halls.values()].map((hallId) => ({ of: 'hall' as const, hallId })),
  ]
}

/** A change is refused after which more days than before would not go into one directive, at the place or below it. */
function tooLong(state: State, place: FleetPlace, before: Said, after: Said): Refusal | null {
  const key = fleetKey(place)
  const below = placesSent(state).filter((at) => fleetPlaces(state, at).some((one) => fleetKey(one) === key))
  const isWorse = [place, ...below].some((at) => {
    const dropped = droppedAt(state, at, key, after)
    return dropped > 0 && dropped > droppedAt(state, at, key, before)
  })
  return isWorse ? refuse('fleet.calendarTooLong') : null
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
    const isOfCalendar = [...valuesOfLayer(set).map(([path]) => path), ...inherit].some(isOfPower)
    const isLong = isOfCalendar ? tooLong(state, place, before, after) : null
    if (isLong) return isLong
    const isNews = [...after.values()].some((said) => said.at === Number.MAX_SAFE_INTEGER)
    const relies = place.of === 'region' ? [TREE] : [TREE, hallStream(place.hallId)]
    return records(
      `fleet:${fleetKey(place)}`,
      isNews ? [{ type: 'MachinesSet', place, set, inherit }] : [],
      relies,
    )
  },
}
