import type { WithClock } from '../clock/state.ts'
import { certainlyPast } from '../clock/state.ts'
import type { Cause, Effect } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { Log } from '@service-hall/server-kit'
import type { Vault } from './store.ts'

type Ports = { hall: HallOf<WithClock>; vault: Vault; log: Log }
const DAY_MS = 86_400_000

/** Forgets who has not been seen for `subjectDays`, at the opening of each business day, by days that certainly passed. */
export const forgetOldVisitors: Effect<'DayOpened', Ports> = async (_cause, { hall, vault, log }) => {
  if (!hall.config) return null
  const before = certainlyPast(hall.state.clock) - hall.config.policies.subjectDays * DAY_MS
  log.info('visitors.forgotten', { people: await vault.eraseUnseenSince(before) })
  return null
}

/** Visitors were seen as long ago as before when the hall's clock was put right. */
export const moveVisitors: Effect<'ClockSet', Ports> = async ({ number, at, fact }, { vault }) => {
  await vault.clockSet({ number, at, byMs: fact.byMs, since: fact.since })
  return null
}

/**
 * The day that is open may have been opened just before the process ended, or the clock been put right. Once more at a
 * start harms nobody.
 */
export function unfinishedForgetting({ view, clock }: WithClock): Cause[] {
  const corrections = clock.corrections.map(({ number, at, byMs, since }): Cause => {
    return { number, at, fact: { type: 'ClockSet', byMs, since, by: 'system' } }
  })
  if (view.day === null) return corrections
  return [...corrections, { number: view.number, at: 0, fact: { type: 'DayOpened', day: view.day } }]
}
