import type { FastifyInstance } from 'fastify'
import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { accountRoutes } from './account-routes.ts'
import { decideAccount } from './decide.ts'
import { lookThroughSessions } from './look-through-sessions.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import { secondFactorMigrations } from './second-factor/store.ts'
import { emptyAccounts, evolveAccounts } from './state.ts'
import { sessionMigrations, vaultMigrations } from './store.ts'

/** Who uses the console (账号), and what they may where. */
export const access = hubCapability({
  name: 'access',
  empty: emptyAccounts,
  evolve: evolveAccounts,
  deciders: decideAccount,
  migrations: [...vaultMigrations, ...sessionMigrations, ...secondFactorMigrations],
  routes: accessRoutes,
  heard: unlock,
  start: lookThroughSessions,
})

function accessRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  accountRoutes(app, ports)
  secondFactorRoutes(app, ports)
}

function unlock(entries: readonly ReadEntry[], { guard }: ConsolePorts): void {
  for (const { fact } of entries) if (fact?.type === 'AccountPasswordSet') guard.unlock(fact.accountId)
}
