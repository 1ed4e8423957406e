import { table } from '@service-hall/contract'
import type { FactEntry, FactOf, HallView } from '@service-hall/contract'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

/**
 * Last number given out per business day and prefix. Not per group: a group that gets another id, or hands its letter
 * to another group, must not make the same ticket number come twice on a day.
 */
export type IntakeState = {
  counts: Record<string, Record<string, number>>
  /** Numbers of earlier days that were still in use when a day was opened; that day leaves them out. Absent: none ever were. */
  carried?: Record<string, string[]>
}

/** Days whose numbers are remembered: a clock set back into one of them goes on where it stopped. */
const DAYS_KEPT = 40

export const intakeSlice: Slice<IntakeState> = {
  schema: 'intake-3',
  empty: () => ({ counts: table() }),
  evolve: evolveIntake,
  migrate: migrations({
    'intake-2': asStored<IntakeState>,
    'hall-3': asStored<IntakeState>,
    'hall-2': countedByPrefix,
  }),
}

function evolveIntake(state: IntakeState, { fact }: FactEntry): void {
  if (fact.type === 'DayOpened') carry(state, fact)
  if (fact.type !== 'TicketIssued') return
  const counts = (state.counts[fact.day] ??= table())
  const prefix = prefixOf(fact.number)
  counts[prefix] = Math.max(counts[prefix] ?? 0, fact.count)
  const earlier = Object.keys(state.counts).filter((day) => day !== fact.day)
  for (const day of earlier.sort().slice(0, -DAYS_KEPT)) delete state.counts[day]
}

/** A day that is opened again (a clock set back) leaves out what any of its openings did. */
function carry(state: IntakeState, { day, carried }: FactOf<'DayOpened'>): void {
  if (!carried) return
  const all = (state.carried ??= table())
  all[day] = [...(all[day] ?? []), ...carried]
  for (const earlier of Object.keys(all).sort().slice(0, -DAYS_KEPT)) delete all[earlier]
}

/** The next number under a prefix on a day, from 1, without those that are still in use from another day. */
export function nextCount(
  state: IntakeState,
  day: string,
  prefix: string,
  taken: Record<string, true> = {},
): number {
  let count = (state.counts[day]?.[prefix] ?? 0) + 1
  const carried = state.carried?.[day] ?? []
  const isInUse = (number: string): boolean => taken[number] === true || carried.includes(number)
  while (isInUse(ticketNumber(prefix, count))) count += 1
  return count
}

/** `A` of `A007`. */
export function prefixOf(number: string): string {
  return number.replace(/\d+$/, '')
}

/** `A007`. After A999 comes A1000: rather a fourth digit than a number twice. */
export function ticketNumber(prefix: string, count: number): string {
  return prefix + String(count).padStart(3, '0')
}

/** Snapshots under hall-2 counted a day's numbers by the id of the service group. */
function countedByPrefix(stored: IntakeState, whole: Record<string, unknown>): IntakeState {
  const view = whole.view as HallView
  const prefixes = new Map<string, string>(view.config?.groups.map(({ id, prefix }) => [id, prefix]))
  const byPrefix: IntakeState['counts'] = table()
  const atLeast = (day: string, prefix: string, count: number): void => {
    const counts = (byPrefix[day] ??= table())
    counts[prefix] = Math.max(counts[prefix] ?? 0, count)
  }
  for (const [day, counts] of Object.entries(stored.counts)) {
    for (const [groupId, count] of Object.entries(counts)) {
      const prefix = prefixes.get(groupId)
      if (prefix !== undefined) atLeast(day, prefix, count)
    }
  }
  // A group that was renamed during the day has no entry any more; the tickets know better.
  for (const { number } of Object.values(view.tickets)) {
    const prefix = prefixOf(number)
    if (view.day) atLeast(view.day, prefix, Number(number.slice(prefix.length)))
  }
  return { counts: byPrefix }
}
