import type { HallConfig } from '@service-hall/contract'
import type { DelayPolicy } from '@service-hall/server-kit'

/** What a hall's policies say of failed sign-ins. */
export function delayPolicy(config: HallConfig | null): DelayPolicy {
  const { signInAttempts = 5, lockMinutes = 15 } = config?.policies ?? {}
  return { attempts: signInAttempts, longestMs: lockMinutes * 60_000 }
}
