import { table, weekdayOf } from '@service-hall/contract'
import type { BusinessDay, FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

/** What is usual is known from so many weeks, the latest. */
const WEEKS = 12

export type TakingsState = {
  /** Since when nothing was missed: the hall was there, and its clock ran steadily; epoch ms. 0: nothing happened yet. */
  since: number
  /** The last hour that was told, as `hourKey`. */
  told: string
  /** What each kiosk took, by station and `slotKey`, oldest first, fen. */
  past: Record<string, Record<string, number[]>>
  /** The last word on payments without a known result. */
  unknown: { number: number; at: number; payments: number }
}
export type WithTakings = HasView & { takings: TakingsState }

export const takingsSlice: Slice<TakingsState> = {
  schema: 'takings-1',
  empty: emptyTakings,
  evolve: evolveTakings,
  migrate: migrations({
    'hall-3': emptyTakings,
    'hall-2': emptyTakings,
    'takings-1': asStored<TakingsState>,
  }),
}

function emptyTakings(): TakingsState {
  return { since: 0, told: '', past: table(), unknown: { number: 0, at: 0, payments: 0 } }
}

/** `2026-01-05 09`: in the order of time. */
export function hourKey(day: BusinessDay, hour: number): string {
  return `${day} ${String(hour).padStart(2, '0')}`
}
/** The same hour of the same weekday. */
export function slotKey(day: BusinessDay, hour: number): string {
  return `${weekdayOf(day)} ${hour}`
}

function evolveTakings(state: TakingsState, { fact, at, number }: FactEntry): void {
  if (state.since === 0 || fact.type === 'ServerAway' || fact.type === 'ClockSet') state.since = at
  switch (fact.type) {
    case 'TakingsCounted': {
      const { day, hour, stationId, fen } = fact
      const key = hourKey(day, hour)
      if (key > state.told) state.told = key
      const slots = (state.past[stationId] ??= table())
      slots[slotKey(day, hour)] = [...(slots[slotKey(day, hour)] ?? []), fen].slice(-WEEKS)
      break
    }
    case 'UnknownPaymentsCounted':
      state.unknown = { number, at, payments: fact.payments }
  }
}
