import type { Migration } from '../core/store.ts'

/** What stands in no fact: see `AccountVault`. */
export const vaultMigrations: readonly Migration[] = [
  {
    name: 'account-vault-1',
    async up({ db }) {
      await db.raw(
        'CREATE TABLE account_vault (account text PRIMARY KEY, name text NOT NULL, password text NOT NULL)',
      )
    },
  },
]

/** What nodes tell each other of sessions: see `ConsoleSessions`. */
export const sessionMigrations: readonly Migration[] = [
  {
    name: 'session-acts-1',
    async up({ db }) {
      await db.raw('CREATE TABLE session_acts (session text PRIMARY KEY, acts bigint NOT NULL)')
    },
  },
]
