import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet, HallConfigured } from '../hall/facts.ts'
import type { StationId } from '../ids.ts'
import { shiftedBy } from '../hall/shift.ts'
import type * as facts from './facts.ts'

export type StationView = {
  enrolled: boolean
  connected: boolean
  since: number
  /** A customer at this kiosk gets nowhere: since when, epoch ms, and how often the screen was touched. */
  stay?: { since: number; touches: number }
}

type Others = { HallConfigured: typeof HallConfigured; ClockSet: typeof ClockSet }

export type StationPart = { stations: Record<string, StationView> }

function stationOf(view: StationPart, id: StationId): StationView {
  return (view.stations[id] ??= { enrolled: false, connected: false, since: 0 })
}

/** Which stations are let in, and which are there. */
export const fold: Fold<StationPart, typeof facts, { Others: Others }> = {
  empty: () => ({ stations: table() }),

  on: {
    StationConnected(view, fact, { at }) {
      Object.assign(stationOf(view, fact.stationId), { connected: true, since: at })
    },

    StationLost(view, fact, { at }) {
      const station = stationOf(view, fact.stationId)
      Object.assign(station, { connected: false, since: at })
      delete station.stay
    },

    StationEnrolled(view, fact) {
      stationOf(view, fact.stationId).enrolled = true
    },

    StationRevoked(view, fact, { at }) {
      const station = stationOf(view, fact.stationId)
      Object.assign(station, { enrolled: false, connected: false, since: at })
      delete station.stay
    },

    KioskStayNoted(view, { stationId, forMs, touches }, { at }) {
      stationOf(view, stationId).stay = { since: Math.max(0, at - forMs), touches }
    },

    KioskStayEnded(view, { stationId }) {
      delete stationOf(view, stationId).stay
    },
  },

  also: {
    HallConfigured(view, { config }) {
      for (const { id } of config.stations) stationOf(view, id)
    },

    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const row of Object.values(view.stations)) {
        row.since = shifted(row.since)
        if (row.stay) row.stay.since = shifted(row.stay.since)
      }
    },
  },

  seen: (view, audience) => ({
    stations: audience === 'staff' || audience === 'region' ? view.stations : table(),
  }),
}
