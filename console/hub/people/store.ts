import type { StaffNumber } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'

/** What stands in no fact: see `PeopleVault`. */
export const peopleMigrations: readonly Migration[] = [
  {
    name: 'people-vault-1',
    async up({ db }) {
      await db.raw('CREATE TABLE people_vault (person text PRIMARY KEY, name text NOT NULL)')
      await db.raw('CREATE TABLE people_notes (note text PRIMARY KEY, words text NOT NULL)')
    },
  },
]

type NameRow = { person: string; name: string }
type NoteRow = { note: string; words: string }
const MANY = 500

/** Keeps a sealed name, in the transaction of its fact. */
export async function keepName(trx: Knex, person: StaffNumber, name: string): Promise<void> {
  await trx<NameRow>('people_vault').insert({ person, name }).onConflict('person').merge()
}

export async function eraseName(trx: Knex, person: StaffNumber): Promise<void> {
  await trx<NameRow>('people_vault').where({ person }).delete()
}

/** Sealed names of these people. */
export async function namesOf(db: Knex, people: readonly StaffNumber[]): Promise<NameRow[]> {
  const pages = []
  for (let at = 0; at < people.length; at += MANY)
    pages.push(await db<NameRow>('people_vault').whereIn('person', people.slice(at, at + MANY)))
  return pages.flat()
}

/** Keeps sealed words (of an appeal, say), in the transaction of their fact. */
export async function keepNote(trx: Knex, note: string, words: string): Promise<void> {
  await trx<NoteRow>('people_notes').insert({ note, words }).onConflict('note').merge()
}

export async function notesOf(db: Knex, notes: readonly string[]): Promise<NoteRow[]> {
  return db<NoteRow>('people_notes').whereIn('note', notes.slice(0, MANY))
}

type FactRow = { version: number; at: number; actor: string; command: string; fact: string }

/** The latest facts of a record, in order; what is older than these is told by none of them. */
export async function streamFacts(
  { db }: Store,
  stream: string,
): Promise<{ version: number; at: number; by: string; command: string; fact: string }[]> {
  const rows: FactRow[] = await db<FactRow & { stream: string }>('record_facts')
    .where({ stream })
    .orderBy('version', 'desc')
    .limit(2_000)
  return rows
    .map(({ version, at, actor, command, fact }) => ({
      ...{ version: Number(version), at: Number(at), by: actor, command, fact },
    }))
    .reverse()
}
