import { table, weekdayOf } from '@service-hall/contract'
import type { BusinessDay, FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

/** What is usual is known from so many weeks, the latest. */
const WEEKS = 12
/** Hours are told when they are over: no older ones than these are asked for. */
const PAID_HOURS = 4
export const HOUR_MS = 3_600_000

export type TakingsState = {
  /** Since when nothing was missed: the hall was there, and its clock ran steadily; epoch ms. 0: nothing happened yet. */
  since: number
  /** The last hour that was told, as `hourKey`. */
  told: string
  /** What each kiosk took, by station and `slotKey`, oldest first, fen. */
  past: Record<string, Record<string, number[]>>
  /** Hours since 1970 in which anything was paid, the latest: only of these are orders looked through. */
  paidIn: number[]
  /** The last word on payments without a known result, and whether there may be any since. */
  unknown: { number: number; at: number; payments: number; mayBe: boolean }
}
export type WithTakings = HasView & { takings: TakingsState }

export const takingsSlice: Slice<TakingsState> = {
  schema: 'takings-2',
  empty: emptyTakings,
  evolve: evolveTakings,
  migrate: migrations({
    'hall-3': asStored<TakingsState>,
    'hall-2': asStored<TakingsState>,
    'takings-1': (stored: TakingsState) => ({ ...emptyTakings(), since: stored.since, past: stored.past }),
    'takings-2': asStored<TakingsState>,
  }),
}

function emptyTakings(): TakingsState {
  const unknown = { number: 0, at: 0, payments: 0, mayBe: false }
  return { since: 0, told: '', past: table(), paidIn: [], unknown }
}

/** `2026-01-05 09`: in the order of time. */
export function hourKey(day: BusinessDay, hour: number): string {
  return `${day} ${String(hour).padStart(2, '0')}`
}
/** The same hour of the same weekday. */
export function slotKey(day: BusinessDay, hour: number): string {
  return `${weekdayOf(day)} ${hour}`
}

function noteTold(state: TakingsState, key: string): void {
  if (key > state.told) state.told = key
}

function evolveTakings(state: TakingsState, { fact, at, number }: FactEntry): void {
  if (state.since === 0 || fact.type === 'ServerAway' || fact.type === 'ClockSet') state.since = at
  switch (fact.type) {
    case 'TakingsCounted': {
      const { day, hour, stationId, fen } = fact
      noteTold(state, hourKey(day, hour))
      const slots = (state.past[stationId] ??= table())
      slots[slotKey(day, hour)] = [...(slots[slotKey(day, hour)] ?? []), fen].slice(-WEEKS)
      break
    }
    case 'TakingsSummed':
      noteTold(state, hourKey(fact.day, fact.hour))
      break
    case 'AttemptPaid': {
      const hour = Math.floor(at / HOUR_MS)
      if (!state.paidIn.includes(hour)) state.paidIn = [...state.paidIn, hour].slice(-PAID_HOURS)
      break
    }
    case 'AttemptUnsure':
    case 'DeliveryUnsure':
      state.unknown.mayBe = true
      break
    case 'UnknownPaymentsCounted':
      state.unknown = { number, at, payments: fact.payments, mayBe: fact.payments > 0 }
      break
    default:
  }
}
