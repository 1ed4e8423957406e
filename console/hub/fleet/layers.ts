import { askedOf, fleetKey, inheritedSettings } from '@service-hall/contract'
import type { FleetPlace, HallConfig, HallId, StationSettings } from '@service-hall/contract'
import { settingsDigest } from '@service-hall/server-kit'
import type { OrganisationState } from '../organisation/state.ts'
import { placesAbove } from '../profile/decide.ts'
import type { FleetState } from './state.ts'

type State = FleetState & OrganisationState
export type HallStation = HallConfig['stations'][number]

/** A place and those it inherits from, the widest first: regions, the tier in each of them, the hall, the machine. */
export function fleetPlaces(state: OrganisationState, place: FleetPlace): FleetPlace[] {
  if (place.of !== 'machine') return placesAbove(state, place)
  const above = placesAbove(state, { of: 'hall', hallId: place.hallId })
  return above.length === 0 ? [] : [...above, place]
}

/** What holds at a place, and since when. */
export function settingsAt(state: State, place: FleetPlace): ReturnType<typeof inheritedSettings> {
  const layers = fleetPlaces(state, place).flatMap((one) => {
    const from = fleetKey(one)
    const layer = state.machineLayers.get(from)
    return layer ? [{ from, said: layer.said }] : []
  })
  return inheritedSettings(layers)
}

/** What a machine is asked to go by. `changedAt` 0: nothing was ever asked of it. */
export type Asked = {
  settings: StationSettings
  digest: string
  version: string | null
  /** Whether anybody ever said anything of settings, be it that there are to be none. */
  asksSettings: boolean
  changedAt: number
}

/** What is asked of kiosks, of device hosts, which show nothing, and of call displays, which show a page of their hall. */
type AskedByKind = Record<HallStation['kind'], Asked>

function askedAt(state: State, place: FleetPlace): AskedByKind {
  const { values, said, changedAt } = settingsAt(state, place)
  const { settings, version } = askedOf(values)
  const { power, playlist } = settings
  const asked = (part: StationSettings, release: string | null, asksSettings: boolean): Asked => ({
    ...{ settings: part, version: release, changedAt, asksSettings, digest: settingsDigest(part) },
  })
  return {
    kiosk: asked(settings, version, said.some(isSetting)),
    deviceHost: asked(
      { power, playlist: null },
      version,
      said.some((path) => isSetting(path) && path !== 'playlist'),
    ),
    display: asked({ power: null, playlist }, null, said.includes('playlist')),
  }
}

const isSetting = (path: string): boolean => path !== 'version'

/**
 * What machines are asked, each place worked out once: machines of one region and tier mostly share it. For one look, as
 * long as nothing changes.
 */
export function askedLookUp(
  state: State,
): (hallId: HallId, station: Pick<HallStation, 'id' | 'kind'>) => Asked {
  const shared = new Map<string, AskedByKind>()
  const once = (key: string, make: () => AskedByKind): AskedByKind => {
    const known = shared.get(key) ?? make()
    shared.set(key, known)
    return known
  }
  return (hallId, { id: stationId, kind: of }) => {
    const machine = { of: 'machine' as const, hallId, stationId }
    if (state.machineLayers.has(fleetKey(machine))) return askedAt(state, machine)[of]
    const hall = { of: 'hall' as const, hallId }
    if (state.machineLayers.has(fleetKey(hall))) return once(fleetKey(hall), () => askedAt(state, hall))[of]
    const lies = state.halls.get(hallId)
    return once(`${lies?.regionId}:${lies?.tier}`, () => askedAt(state, hall))[of]
  }
}
