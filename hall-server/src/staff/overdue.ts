import type { Log } from '@service-hall/server-kit'
import type { HallOf } from '../core/hall.ts'
import type { Sessions } from '../gateway/sessions.ts'

/** Ends sessions whose time is up or in which nobody does anything, with what signing out brings. */
export function endOverdue({ hall, sessions, log }: { hall: HallOf; sessions: Sessions; log: Log }): void {
  if (hall.recovering) return
  for (const command of sessions.overdue()) {
    hall.system(command).then(
      (answer) => answer.ok || log.warn('session.notEnded', { code: answer.code }),
      (error: unknown) => log.error('session.notEnded', error),
    )
  }
}
