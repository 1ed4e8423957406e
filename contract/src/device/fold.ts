import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import type * as facts from './facts.ts'
import type { DeviceState } from './words.ts'

export type DeviceView = {
  state: DeviceState
  since: number
}

export type DevicePart = { devices: Record<string, DeviceView> }

/** What each device last reported. */
export const fold: Fold<DevicePart, typeof facts, { Others: { ClockSet: typeof ClockSet } }> = {
  empty: () => ({ devices: table() }),

  on: {
    DeviceStateChanged(view, fact, { at }) {
      view.devices[fact.deviceId] = { state: fact.state, since: at }
    },
  },

  also: {
    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const row of Object.values(view.devices)) row.since = shifted(row.since)
    },
  },

  seen: (view, audience) => ({
    devices: audience === 'staff' || audience === 'region' ? view.devices : table(),
  }),
}
