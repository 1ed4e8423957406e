import type { Cause, Effect } from '../core/capability.ts'
import type { HasView } from '../core/decision.ts'
import type { HallOf } from '../core/hall.ts'
import type { Log } from '@service-hall/server-kit'
import type { Vault } from './store.ts'

type Ports = { hall: HallOf; vault: Vault; log: Log }
const DAY_MS = 86_400_000

/** Forgets who has not been seen for `subjectDays`, at the opening of each business day. */
export const forgetOldVisitors: Effect<'DayOpened', Ports> = async (_cause, { hall, vault, log }) => {
  if (!hall.config) return null
  const before = hall.now() - hall.config.policies.subjectDays * DAY_MS
  log.info('visitors.forgotten', { people: await vault.eraseUnseenSince(before) })
  return null
}

/** The day that is open may have been opened just before the process ended. Once more at a start harms nobody. */
export function unfinishedForgetting({ view }: HasView): Cause[] {
  return view.day === null ? [] : [{ number: view.number, at: 0, fact: { type: 'DayOpened', day: view.day } }]
}
