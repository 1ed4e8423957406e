import type { Migration } from '../core/store.ts'

/** Halls that wait to be let in: see `WaitingHalls`. */
export const waitingMigrations: readonly Migration[] = [
  {
    name: 'waiting-halls-1',
    async up({ db }) {
      await db.raw(`CREATE TABLE waiting_halls (
        hall text NOT NULL, hall_key text NOT NULL, origin text NOT NULL, network text NOT NULL,
        first_at bigint NOT NULL, last_at bigint NOT NULL, PRIMARY KEY (hall, hall_key))`)
    },
  },
]
