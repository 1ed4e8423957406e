import type { Cancel } from '@service-hall/server-kit'
import type { ConsolePorts } from '../ports.ts'

/** Sessions are looked through so often, ms. */
const SESSIONS_EVERY_MS = 30_000

/** Ends sessions whose time is up. Answers a function that stops looking. */
export function lookThroughSessions({ sessions, records, clock, log }: ConsolePorts): Cancel {
  let cancel: Cancel | null = null
  let stopped = false
  const look = async (): Promise<void> => {
    await sessions.exchange()
    for (const command of sessions.overdue()) await records.execute({ accountId: null, from: 'hub' }, command)
  }
  const again = (): void => {
    cancel = clock.after(SESSIONS_EVERY_MS, () => {
      look()
        .catch((error: unknown) => log.error('sessions.notLookedThrough', error))
        .finally(() => {
          if (!stopped) again()
        })
    })
  }
  again()
  return () => {
    stopped = true
    cancel?.()
  }
}
