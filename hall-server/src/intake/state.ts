import type { FactEntry } from '@service-hall/contract'

/**
 * Last number given out per business day and prefix. Not per group: a group that gets another id, or hands its letter
 * to another group, must not make the same ticket number come twice on a day.
 */
export type IntakeState = {
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
  const prefix = prefixOf(fact.number)
  counts[prefix] = Math.max(counts[prefix] ?? 0, fact.count)
  const earlier = Object.keys(state.counts).filter((day) => day !== fact.day)
  for (const day of earlier.sort().slice(0, -DAYS_KEPT)) delete state.counts[day]
}

/** The next number under a prefix on a day, from 1. */
export function nextCount(state: IntakeState, day: string, prefix: string): number {
  return (state.counts[day]?.[prefix] ?? 0) + 1
}

/** `A` of `A007`. */
export function prefixOf(number: string): string {
  return number.replace(/\d+$/, '')
}

/** `A007`. After A999 comes A1000: rather a fourth digit than a number twice. */
export function ticketNumber(prefix: string, count: number): string {
  return prefix + String(count).padStart(3, '0')
}
