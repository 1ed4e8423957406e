import type { FactEntry, FactOf } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

type Correction = { number: number; at: number } & Pick<FactOf<'ClockSet'>, 'byMs' | 'since'>

/**
 * What a clock says has passed, and what the server lived through. Time that only the clock vouches for (the server was
 * off, or the clock was put forward) is owed: it counts for what cannot be taken back when the server has lived on for a
 * day and nobody has put the clock back.
 */
export type ClockState = {
  /** When the last fact was noted, epoch ms. */
  at: number
  /** Time lived through, ms. */
  livedMs: number
  /** Time owed, ms, and how much had been lived through when it came. */
  owed: { ms: number; since: number }[]
  /** The latest corrections, oldest first. */
  corrections: Correction[]
}

/** What looks at the clock's state. */
export type WithClock = HasView & { clock: ClockState }

const STANDS_MS = 86_400_000
/** Small corrections and short absences are not counted: this is more than they come to, ms. */
const MARGIN_MS = 3_600_000
const CORRECTIONS_KEPT = 16

export const clockSlice: Slice<ClockState> = {
  schema: 'clock-1',
  empty: () => ({ at: 0, livedMs: 0, owed: [], corrections: [] }),
  evolve: evolveClock,
  migrate: migrations({ 'hall-3': asStored<ClockState>, 'hall-2': asStored<ClockState> }),
}

/** A moment, epoch ms, that has passed for certain: what is to be forgotten or thrown away goes by it. */
export function certainlyPast({ at, owed }: ClockState): number {
  return owed.reduce((sum, { ms }) => sum - ms, at) - MARGIN_MS
}

function evolveClock(state: ClockState, entry: FactEntry): void {
  const { fact, at } = entry
  if (fact.type === 'ServerAway') {
    state.at = at
    owe(state, fact.forMs)
  } else if (fact.type === 'ClockSet') {
    correct(state, fact, entry)
  } else {
    const lived = state.at === 0 ? 0 : Math.max(0, at - state.at)
    state.livedMs += lived
    state.at = at
  }
  state.owed = state.owed.filter(({ ms, since }) => ms > 0 && state.livedMs < since + STANDS_MS)
}

function correct(state: ClockState, { byMs, since }: FactOf<'ClockSet'>, { number, at }: FactEntry): void {
  state.corrections = [...state.corrections, { number, at, byMs, since }].slice(-CORRECTIONS_KEPT)
  state.at = at
  if (byMs > 0) owe(state, byMs)
  else repay(state, -byMs)
}

function owe(state: ClockState, ms: number): void {
  state.owed.push({ ms, since: state.livedMs })
}

/** The clock was put back: the time owed last is the first that never was. */
function repay(state: ClockState, byMs: number): void {
  let left = byMs
  for (const row of state.owed.toReversed()) {
    const paid = Math.min(row.ms, left)
    row.ms -= paid
    left -= paid
  }
}
