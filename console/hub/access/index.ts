import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { accountRoutes } from './account-routes.ts'
import { decideAccount } from './decide.ts'
import { lookThroughSessions } from './look-through-sessions.ts'
import { emptyAccounts, evolveAccounts } from './state.ts'
import { sessionMigrations, vaultMigrations } from './store.ts'

/** Who uses the console (账号), and what they may where. */
export const access = hubCapability({
  name: 'access',
  empty: emptyAccounts,
  evolve: evolveAccounts,
  deciders: decideAccount,
  migrations: [...vaultMigrations, ...sessionMigrations],
  routes: accountRoutes,
  heard: unlock,
  start: lookThroughSessions,
})

function unlock(entries: readonly ReadEntry[], { guard }: ConsolePorts): void {
  for (const { fact } of entries) if (fact?.type === 'AccountPasswordSet') guard.unlock(fact.accountId)
}
