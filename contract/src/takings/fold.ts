import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet, HallConfigured } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import * as facts from './facts.ts'

/** What a kiosk took in the last hour that it told of; `at`: when it did, epoch ms. */
export type TakingsView = {
  at: number
  fen: number
  payments: number
  usual: { low: number; median: number; high: number; of: number }
}
export type TakingsPart = {
  takings: Record<string, TakingsView>
  /** Payments without a known result; `since`: of the oldest, epoch ms. */
  unknownPayments: { payments: number; since: number } | null
}

type Others = { ClockSet: typeof ClockSet; HallConfigured: typeof HallConfigured }

/** The latest of each kiosk; older hours are the inbox's to keep. */
export const fold: Fold<TakingsPart, typeof facts, { Others: Others }> = {
  empty: () => ({ takings: table(), unknownPayments: null }),
  on: {
    TakingsCounted(view, { stationId, fen, payments, usual }, { at }) {
      view.takings[stationId] = { at, fen, payments, usual }
    },
    UnknownPaymentsCounted(view, { payments, oldestMs }, { at }) {
      view.unknownPayments = payments === 0 ? null : { payments, since: Math.max(0, at - oldestMs) }
    },
  },
  also: {
    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const row of Object.values(view.takings)) row.at = shifted(row.at)
      if (view.unknownPayments) view.unknownPayments.since = shifted(view.unknownPayments.since)
    },
    HallConfigured(view, { config }) {
      const known = new Set<string>(config.stations.map(({ id }) => id))
      for (const id of Object.keys(view.takings)) if (!known.has(id)) delete view.takings[id]
    },
  },
  seen: ({ takings, unknownPayments }, audience) =>
    audience === 'staff' || audience === 'region'
      ? { takings, unknownPayments }
      : { takings: table(), unknownPayments: null },
}
