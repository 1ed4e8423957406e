import type { HallId, HubCommand, StationId } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import { OWN_VALID_MS, directiveIdFrom } from '../directive/given-by-itself.ts'
import type { ConsolePorts } from '../ports.ts'
import { driftOf, machinesOf } from './drift.ts'
import type { Drift } from './drift.ts'
import { askedLookUp } from './layers.ts'
import type { Asked } from './layers.ts'
import { FLEET_CAUSE } from './state.ts'

type Ports = Pick<ConsolePorts, 'records' | 'live' | 'clock' | 'log'>

/**
 * Whether the hub gives what is asked by itself: nobody has yet, or the machine had it and reported something else
 * afterwards (it was set up anew). What was refused or failed waits for a person.
 */
function isDue({ state, parts, report, givenAt }: Drift): boolean {
  if (!parts.includes('power') && !parts.includes('playlist')) return false
  if (state === 'notGiven') return true
  return state === 'otherwise' && report !== null && givenAt !== null && report.since > givenAt
}

/**
 * Gives machines what places ask of them. It follows from what is so, not from what has just happened: a node that was
 * away finds what is left to do, and two nodes give it once.
 */
export class FleetKeeper {
  readonly #ports: Ports
  readonly #given = new Set<string>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  look(): void {
    const { state } = this.#ports.records
    if (state.machineLayers.size === 0) return
    const asked = askedLookUp(state)
    for (const { hallId, key } of state.halls.values()) {
      if (key === null) continue
      const live = this.#ports.live.hall(hallId)
      for (const station of machinesOf(live)) {
        const { id: stationId } = station
        const wanted = asked(hallId, station)
        if (!wanted.asksSettings) continue
        const drift = driftOf(state, { live, stationId, asked: wanted })
        if (isDue(drift)) this.#give(hallId, stationId, wanted, drift)
      }
    }
  }

  #give(hallId: HallId, stationId: StationId, asked: Asked, { report }: Drift): void {
    const { records, log } = this.#ports
    const cause = [hallId, stationId, asked.digest, asked.changedAt, report?.since ?? 0].join(' ')
    if (this.#given.has(cause)) return
    this.#given.add(cause)
    const command: HubCommand = {
      ...{
        type: 'directive.give',
        id: derivedId('fleet', cause),
        directiveId: directiveIdFrom(cause),
        hallId,
      },
      ...{ target: { of: 'station', stationId }, work: { kind: 'configure', settings: asked.settings } },
      ...{ why: '按配置标准自动下发 / by its settings', validMs: OWN_VALID_MS, cause: FLEET_CAUSE },
    }
    records
      .execute({ accountId: null, from: 'hub' }, command)
      .then(({ answer }) => {
        if (answer.ok) return
        log.warn('fleet.notGiven', { hall: hallId, station: stationId, code: answer.code })
        this.#given.delete(cause)
      })
      .catch((error: unknown) => {
        this.#given.delete(cause)
        log.error('fleet.notGiven', error, { hall: hallId, station: stationId })
      })
  }
}
