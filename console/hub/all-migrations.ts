import { capabilityMigrations } from './capabilities.ts'
import type { Migration } from './core/store.ts'
import { inboxMigrations } from './inbox/store.ts'
import { nodeMigrations } from './nodes/store.ts'
import { retentionMigrations } from './retention/store.ts'
import { rollupMigrations } from './rollup/store.ts'

/** All steps of the format of a hub's database, in their order. */
export const hubMigrations: readonly Migration[] = [
  ...inboxMigrations,
  ...rollupMigrations,
  ...retentionMigrations,
  ...nodeMigrations,
  ...capabilityMigrations,
]
