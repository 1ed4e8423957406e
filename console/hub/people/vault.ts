import type { StaffNumber } from '@service-hall/contract'
import type { Cipher } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import type { Store } from '../core/store.ts'
import { eraseName, keepName, keepNote, namesOf, notesOf } from './store.ts'

/** What stands in no fact: names of staff and words that may tell of people, sealed with `people.key`. */
export class PeopleVault {
  readonly #store: Store
  readonly #cipher: Cipher

  constructor(store: Store, cipher: Cipher) {
    this.#store = store
    this.#cipher = cipher
  }

  keep(trx: Knex, number: StaffNumber, name: string): Promise<void> {
    return keepName(trx, number, this.#cipher.seal(`person ${number}`, name).toString('base64'))
  }

  erase(trx: Knex, number: StaffNumber): Promise<void> {
    return eraseName(trx, number)
  }

  /** Names by staff number; who has none is left out. */
  async names(people: readonly StaffNumber[]): Promise<Map<StaffNumber, string>> {
    const rows = await namesOf(this.#store.db, people)
    return new Map(
      rows.map(({ person, name }) => [
        person as StaffNumber,
        this.#cipher.open(`person ${person}`, Buffer.from(name, 'base64')),
      ]),
    )
  }

  keepNote(trx: Knex, note: string, words: string): Promise<void> {
    return keepNote(trx, note, this.#cipher.seal(`note ${note}`, words).toString('base64'))
  }

  async notes(notes: readonly string[]): Promise<Map<string, string>> {
    const rows = await notesOf(this.#store.db, notes)
    return new Map(
      rows.map(({ note, words }) => [note, this.#cipher.open(`note ${note}`, Buffer.from(words, 'base64'))]),
    )
  }
}
