import type { FactEntry } from '@service-hall/contract'

/** Last number given out per business day and service group. */
export interface IntakeState {
  counts: Record<string, Record<string, number>>
}

/** Days whose numbers are remembered: a clock set back into one of them goes on where it stopped. */
const DAYS_KEPT = 40

export function emptyIntake(): IntakeState {
  return { counts: {} }
}

export function evolveIntake(state: IntakeState, { fact }: FactEntry): void {
  if (fact.type !== 'TicketIssued') return
  const counts = (state.counts[fact.day] ??= {})
  counts[fact.groupId] = Math.max(counts[fact.groupId] ?? 0, fact.count)
  const earlier = Object.keys(state.counts).filter((day) => day !== fact.day)
  for (const day of earlier.sort().slice(0, -DAYS_KEPT)) delete state.counts[day]
}

/** The next number of a group on a day, from 1. */
export function nextCount(state: IntakeState, day: string, groupId: string): number {
  return (state.counts[day]?.[groupId] ?? 0) + 1
}

/** `A007`. After A999 comes A1000: rather a fourth digit than a number twice. */
export function ticketNumber(prefix: string, count: number): string {
  return prefix + String(count).padStart(3, '0')
}
