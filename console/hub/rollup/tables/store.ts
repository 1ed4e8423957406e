import type { Knex } from 'knex'
import type { Migration } from '../../core/store.ts'

/** Sums of the first cells; later ones are added by the migrations below. */
const FIRST = 'issued waits waitMs served handlingMs noShows ratings levels satisfied'.split(' ')
const ADDED = ['selfIssued', 'faults', 'downMs']
const FIRST_KEY = 'hall, grain, day, minute, service, counter, staff'

export const rollupMigrations: readonly Migration[] = [
  {
    name: 'rollup-1',
    async up({ db, postgres }) {
      await db.raw(
        'CREATE TABLE rolled (hall text PRIMARY KEY, ordinal integer NOT NULL, number bigint NOT NULL)',
      )
      await createCells(db, postgres, 'rollups')
    },
  },
  {
    name: 'rollup-2',
    async up({ db, postgres }) {
      await createCells(db, postgres, 'settled')
      await db.raw(`CREATE TABLE starts (
        hall text PRIMARY KEY, ordinal integer NOT NULL, number bigint NOT NULL, state text NOT NULL)`)
    },
  },
  {
    // Machines are told apart. What is made of facts that are kept is made again from them.
    name: 'rollup-3',
    async up({ db, postgres }) {
      await db.raw('DROP TABLE rollups')
      await db.raw('DELETE FROM rolled')
      await createCells(db, postgres, 'rollups', true)
      await db.raw('DROP INDEX settled_by_day')
      await db.raw('ALTER TABLE settled RENAME TO settled_before')
      await createCells(db, postgres, 'settled', true)
      const kept = [FIRST_KEY, ...FIRST.map(quoted), 'wait', 'handling'].join(', ')
      const nothing = ADDED.map(() => '0').join(', ')
      await db.raw(`INSERT INTO settled (${kept}, machine, ${ADDED.map(quoted).join(', ')})
        SELECT ${kept}, '', ${nothing} FROM settled_before`)
      await db.raw('DROP TABLE settled_before')
      await db.raw(`CREATE TABLE spans (
        hall text NOT NULL, day text NOT NULL, "first" bigint NOT NULL, "last" bigint NOT NULL,
        PRIMARY KEY (hall, day))`)
    },
  },
  {
    // Faults and down time count in planned hours alone: what is made of facts that are kept is made again from them.
    name: 'rollup-4',
    async up({ db }) {
      await db.raw('DELETE FROM rollups')
      await db.raw('DELETE FROM rolled')
      await db.raw('DELETE FROM spans')
    },
  },
  {
    // What a directive has switched off is off by plan: made again from facts that are kept, too.
    name: 'rollup-5',
    async up({ db }) {
      await db.raw('DELETE FROM rollups')
      await db.raw('DELETE FROM rolled')
      await db.raw('DELETE FROM spans')
    },
  },
]

const quoted = (name: string): string => `"${name}"`

async function createCells(
  db: Knex,
  postgres: boolean,
  table: 'rollups' | 'settled',
  hasMachines = false,
): Promise<void> {
  // Compared by bytes on both engines, so that pages of a query follow each other the same way.
  const word = postgres ? 'text COLLATE "C" NOT NULL' : 'text NOT NULL'
  const sums = hasMachines ? [...FIRST, ...ADDED] : FIRST
  const key = hasMachines ? `${FIRST_KEY}, machine` : FIRST_KEY
  await db.raw(`CREATE TABLE ${table} (
    hall ${word}, grain ${word}, day ${word}, minute integer NOT NULL, service ${word}, counter ${word},
    staff ${word}, ${hasMachines ? `machine ${word},` : ''}
    ${sums.map((sum) => `${quoted(sum)} bigint NOT NULL`).join(', ')}, wait text NOT NULL,
    handling text NOT NULL, PRIMARY KEY (${key}))${postgres ? '' : ' WITHOUT ROWID'}`)
  await db.raw(`CREATE INDEX ${table}_by_day ON ${table} (grain, day, hall)`)
}
