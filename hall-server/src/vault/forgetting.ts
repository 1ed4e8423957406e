import type { Log } from '@service-hall/server-kit'
import type { Hall } from '../core/hall.ts'
import type { Vault } from './store.ts'

const DAY_MS = 86_400_000

/** Forgets who has not been seen for `subjectDays`: now, and at the opening of each business day. */
export function forgetDaily(hall: Hall, vault: Vault, log: Log): void {
  const forget = async (): Promise<void> => {
    if (!hall.config) return
    const before = hall.now() - hall.config.policies.subjectDays * DAY_MS
    try {
      log.info('visitors.forgotten', { people: await vault.eraseUnseenSince(before) })
    } catch (error) {
      log.error('visitors.notForgotten', error)
    }
  }
  hall.onCommitted((entries) => {
    if (entries.some(({ fact }) => fact.type === 'DayOpened')) void forget()
  })
  void forget()
}
