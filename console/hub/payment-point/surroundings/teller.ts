import { createHash } from 'node:crypto'
import { POINT_ZONE, SURROUNDINGS_TEXT, groupOf, localTime, waitingOf } from '@service-hall/contract'
import type { GuidePlace, HallId, Reached, Surroundings } from '@service-hall/contract'
import { pathOf } from '../../access/may.ts'
import type { ConsolePorts } from '../../ports.ts'
import { entriesNow, shownPlace } from '../guide.ts'
import type { Entry } from '../guide.ts'
import { chosenNear, placesOf } from './chosen.ts'
import type { Places } from './chosen.ts'

type Ports = Pick<ConsolePorts, 'records' | 'live' | 'clock'>

/** All entries are looked up again after so long, ms: thousands of halls ask each half minute. */
const ENTRIES_MS = 10_000
/** What is said of a place is put together again after so long, ms, or when it is described anew, or a day begins. */
const SHOWN_MS = 300_000

type Shown = { of: unknown; day: string; at: number; place: GuidePlace; digest: string }

/** Tells each hall what is near by: halls with how many wait, payment points with their hours. */
export class SurroundingsTeller {
  readonly #ports: Ports
  #entries: { at: number; all: Places } | null = null
  readonly #shown = new Map<string, Shown>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** `Surroundings` as JSON for a hall that has a list of this version; null: it has none. */
  text(hallId: HallId, version: string | null): string {
    const told = this.#told(hallId, version)
    let text = JSON.stringify(told)
    // Those that are farthest are left out of what is too long for the line; ways without a place come last, and stay.
    while (text.length > SURROUNDINGS_TEXT && told.places && told.places.length > 0) {
      const less = Math.ceil(told.places.length / 10)
      const last = told.places.findLastIndex(({ kind }) => groupOf(kind) !== 'online')
      told.places.splice(Math.max(0, last + 1 - less), less)
      text = JSON.stringify(told)
    }
    return text
  }

  #told(hallId: HallId, version: string | null): Surroundings {
    const { records, live, clock } = this.#ports
    const hall = records.state.halls.get(hallId)
    const path = hall ? pathOf(records.state, hall.regionId) : []
    const chosen = hall ? chosenNear({ ...hall, path }, this.#all()) : []
    const shown = chosen.map((entry) => ({ entry, ...this.#of(entry) }))
    const now = digestOf(shown.map(({ digest, entry }) => `${digest} ${metresOf(entry) ?? ''}`).join('\n'))
    const places = shown.map(({ place, entry }) => ({ ...place, metres: metresOf(entry) }))
    return {
      version: now,
      places: now === version ? null : places,
      waiting: chosen.flatMap((entry) => {
        const waiting = entry.of === 'hall' && waitingOf(live.hall(entry.hallId).tile(), clock.now())
        return waiting ? [{ hallId: entry.hallId, ...waiting }] : []
      }),
    }
  }

  #all(): Places {
    const now = this.#ports.clock.monotonic()
    if (!this.#entries || now - this.#entries.at > ENTRIES_MS) {
      this.#entries = { at: now, all: placesOf(entriesNow(this.#ports)) }
      for (const [id, { at }] of this.#shown) if (now - at > SHOWN_MS) this.#shown.delete(id)
    }
    return this.#entries.all
  }

  #of(entry: Entry): Shown {
    const { records, live, clock } = this.#ports
    const { day } = localTime(clock.now(), POINT_ZONE)
    const of = entry.of === 'point' ? entry.point : live.hall(entry.hallId).view.config
    const known = this.#shown.get(entry.id)
    const now = clock.monotonic()
    if (known && known.of === of && known.day === day && now - known.at <= SHOWN_MS) return known
    const place = shownPlace({ records, live, clock }, entry)
    const shown = { of, day, at: now, place, digest: digestOf(JSON.stringify(place)) }
    this.#shown.set(entry.id, shown)
    return shown
  }
}

const metresOf = ({ metres }: Reached<Entry>): number | null => (metres === null ? null : Math.round(metres))

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
