import { ALERT_RULES } from '@service-hall/contract'
import type { AlertCause, HallConfig, MaintenanceId, MaintenancePlace } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { OrganisationState } from '../organisation/state.ts'
import type { AlertState, Maintenance } from './state.ts'

/** Whether a place of maintenance covers a subject of a hall: all of it, a station and its devices, a device. */
export function covers(
  state: OrganisationState,
  place: MaintenancePlace,
  { hallId, kind, subject, config }: AlertCause & { config: HallConfig | null },
): boolean {
  const [id = ''] = subject.split('.')
  const { of } = ALERT_RULES[kind]
  switch (place.of) {
    case 'region': {
      const home = state.halls.get(hallId)?.regionId
      return home !== undefined && pathOf(state, home).includes(place.regionId)
    }
    case 'hall':
      return place.hallId === hallId
    case 'station': {
      if (place.hallId !== hallId) return false
      if (of === 'station') return id === place.stationId
      if (of !== 'device' && of !== 'consumable') return false
      return config?.devices.find((device) => device.id === id)?.station === place.stationId
    }
    case 'device':
      return place.hallId === hallId && (of === 'device' || of === 'consumable') && id === place.deviceId
  }
}

/**
 * Which maintenance is under way, by the wall clock of the node, as it was planned by people. A clock that is set back
 * must not keep halls silent: from the moment a node sees it under way it lasts no longer by the steady clock than was
 * planned. One that ends too early only makes alerts be raised.
 */
export class UnderWay {
  readonly #state: AlertState
  readonly #since = new Map<MaintenanceId, number>()
  #list: Maintenance[] = []

  constructor(state: AlertState) {
    this.#state = state
  }

  get list(): readonly Maintenance[] {
    return this.#list
  }

  /** Looks which it is at this moment. Answers those that began or ended since the last look. */
  look(wall: number, steady: number): Maintenance[] {
    const before = new Set(this.#list)
    const present = [...this.#state.maintenances.values()].filter((one) =>
      this.#isUnderWay(one, wall, steady),
    )
    this.#list = present
    for (const id of this.#since.keys()) if (!this.#state.maintenances.has(id)) this.#since.delete(id)
    const after = new Set(present)
    return [...present.filter((one) => !before.has(one)), ...[...before].filter((one) => !after.has(one))]
  }

  #isUnderWay({ maintenanceId, from, until, ended }: Maintenance, wall: number, steady: number): boolean {
    if (ended) return false
    const since = this.#since.get(maintenanceId)
    if (since !== undefined && steady - since >= until - from) return false
    if (wall < from || wall >= until) return false
    if (since === undefined) this.#since.set(maintenanceId, steady)
    return true
  }
}
