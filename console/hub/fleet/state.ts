import { DirectiveWork, fleetKey, valuesOfLayer } from '@service-hall/contract'
import type {
  FleetPlace,
  HallId,
  MachineLayer,
  SaidSetting,
  StationId,
  StationSettings,
} from '@service-hall/contract'
import { settingsDigest } from '@service-hall/server-kit'
import type { HubEvolve } from '../core/capability.ts'

type Layer = { place: FleetPlace; said: Map<string, SaidSetting> }

/**
 * `machineLayers`: what places ask of machines, by `fleetKey`. `knownSettings`: settings that machines were given, by
 * their digest, the latest of each machine: what a digest that one reports stands for.
 */
export type FleetState = {
  machineLayers: Map<string, Layer>
  knownSettings: Map<string, Map<string, StationSettings>>
}

export const emptyFleet = (): FleetState => ({ machineLayers: new Map(), knownSettings: new Map() })

/** Cause of the directives by which the hub gives to a machine what places ask of it. */
export const FLEET_CAUSE = 'fleet:settings'
const KNOWN_KEPT = 20

export const machineKey = (hallId: HallId, stationId: StationId): string => `${hallId}/${stationId}`

/** The values that a change leaves a layer with, see `fleet.set`; what is let go of is remembered with its time. */
export function changedLayer(
  before: ReadonlyMap<string, SaidSetting>,
  { set, inherit }: { set: MachineLayer; inherit: readonly string[] },
  at: number,
): Map<string, SaidSetting> {
  const said = new Map(before)
  for (const path of inherit)
    if (said.get(path)?.value !== undefined) said.set(path, { value: undefined, at })
  for (const [path, value] of valuesOfLayer(set)) {
    const known = said.get(path)
    if (known && JSON.stringify(known.value) === JSON.stringify(value)) continue
    said.set(path, { value, at })
  }
  return said
}

function change(
  { machineLayers }: FleetState,
  place: FleetPlace,
  what: { set: MachineLayer; inherit: readonly string[] },
  at: number,
): void {
  const key = fleetKey(place)
  const before = machineLayers.get(key)?.said ?? new Map<string, SaidSetting>()
  machineLayers.set(key, { place, said: changedLayer(before, what, at) })
}

function remember({ knownSettings }: FleetState, machine: string, settings: StationSettings): void {
  const known = knownSettings.get(machine) ?? new Map<string, StationSettings>()
  knownSettings.set(machine, known)
  const digest = settingsDigest(settings)
  known.delete(digest)
  known.set(digest, settings)
  const [oldest] = known.keys()
  if (known.size > KNOWN_KEPT && oldest !== undefined) known.delete(oldest)
}

/** What somebody gave to one machine itself, as a layer of its own: all of it, whatever lies above. */
function layerOf({ power, playlist }: StationSettings): MachineLayer {
  if (!power) return { working: null, playlist }
  const { days, ...hours } = power
  const single = days.map(({ day, ...value }) => [day, value] as const)
  return { ...hours, days: Object.fromEntries(single), playlist }
}

export const evolveFleet: HubEvolve<FleetState, 'MachinesSet' | 'DirectiveGiven'> = {
  MachinesSet(state, { place, set, inherit }, { at }) {
    change(state, place, { set, inherit }, at)
  },
  DirectiveGiven(state, { hallId, target, work, cause }, { at }) {
    if (target.of !== 'station') return
    const { data: known } = DirectiveWork.safeParse(work)
    const { stationId } = target
    if (known?.kind === 'configure') remember(state, machineKey(hallId, stationId), known.settings)
    if (cause !== undefined) return
    const place = { of: 'machine' as const, hallId, stationId }
    const said = state.machineLayers.get(fleetKey(place))?.said ?? new Map<string, SaidSetting>()
    if (known?.kind === 'configure')
      change(state, place, { set: layerOf(known.settings), inherit: daysIn(said, known.settings) }, at)
    // Before there were packages it always meant the release that is to run.
    if (known?.kind === 'stageSoftware' && (known.activate || !known.packages))
      change(state, place, { set: { version: known.version }, inherit: [] }, at)
  },
}

/** Single days that a layer has and these settings have not. */
function daysIn(said: ReadonlyMap<string, SaidSetting>, { power }: StationSettings): string[] {
  const named = new Set(power?.days.map(({ day }) => `days.${day}`))
  return [...said.keys()].filter((path) => path.startsWith('days.') && !named.has(path))
}
