import { openDatabase } from '@service-hall/journal'
import type { Database } from '@service-hall/journal'
import { tableOf } from '@service-hall/contract'
import type { ClassId, Identity, StaffId, SubjectId } from '@service-hall/contract'
import { Cipher } from '@service-hall/server-kit'

/** How the vault's tables came to be, one step a release; a step is never changed, only followed by another. */
export const vaultMigrations: readonly string[] = [
  `CREATE TABLE staff (
     staff_id TEXT PRIMARY KEY,
     name BLOB NOT NULL,
     password BLOB
   );
   CREATE TABLE subject (
     subject_id TEXT PRIMARY KEY,
     lookup TEXT NOT NULL UNIQUE,
     body BLOB NOT NULL,
     at INTEGER NOT NULL
   );`,
  // No name and no number: only how a number is found again, by a digest that needs the key.
  `CREATE TABLE known_customer (
     lookup TEXT PRIMARY KEY,
     class_id TEXT NOT NULL
   );`,
]

/**
 * The vault: who the people behind ids are, encrypted, and erasable. Facts last for ever and never hold any of
 * this; erasing a row here is what forgets a person.
 */
export class Vault {
  readonly #database: Database
  readonly #cipher: Cipher
  /** Read once: every page that connects asks for them. */
  #names: Promise<Record<string, string>> | null = null

  /** `key`: 32 bytes, kept outside the database file. */
  static async open(path: string, key: Buffer): Promise<Vault> {
    // What is erased is overwritten, not only marked as free.
    const pragmas = ['secure_delete = ON']
    return new Vault(await openDatabase(path, { migrations: vaultMigrations, pragmas }), new Cipher(key))
  }

  /** Use `Vault.open`. */
  constructor(database: Database, cipher: Cipher) {
    this.#database = database
    this.#cipher = cipher
  }

  /** Keeps a name; `passwordRecord` only where the person has none yet. */
  async putStaff(staffId: StaffId, name: string, passwordRecord: string | null): Promise<void> {
    await this.#database.run(
      `INSERT INTO staff (staff_id, name, password) VALUES (?, ?, ?)
       ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name, password = coalesce(password, excluded.password)`,
      [
        staffId,
        this.#cipher.seal(`staff.name:${staffId}`, name),
        passwordRecord === null ? null : this.#cipher.seal(`staff.password:${staffId}`, passwordRecord),
      ],
    )
    this.#names = null
  }

  async passwordOf(staffId: StaffId): Promise<string | null> {
    const row = await this.#database.get<{ password: Uint8Array | null }>(
      'SELECT password FROM staff WHERE staff_id = ?',
      [staffId],
    )
    return row?.password ? this.#cipher.open(`staff.password:${staffId}`, row.password) : null
  }

  /** Display names by staff id. */
  staffNames(): Promise<Record<string, string>> {
    const names = (this.#names ??= this.#readNames())
    names.catch(() => (this.#names = null))
    return names
  }

  async #readNames(): Promise<Record<string, string>> {
    const rows = await this.#database.all<{ staff_id: string; name: Uint8Array }>(
      'SELECT staff_id, name FROM staff',
    )
    return tableOf(
      rows.map(({ staff_id: id, name }) => [id, this.#cipher.open(`staff.name:${id}`, name)] as const),
    )
  }

  /**
   * The id that stands for this person in facts; the same person always gets the same one until erased. `at`: when
   * they were seen, epoch ms.
   */
  async subjectFor(identity: Identity, freshId: SubjectId, at: number): Promise<SubjectId> {
    const lookup = this.#cipher.digest(identity.idNumber)
    await this.#database.run(
      'INSERT INTO subject (subject_id, lookup, body, at) VALUES (?, ?, ?, ?) ON CONFLICT (lookup) DO UPDATE SET at = excluded.at',
      [freshId, lookup, this.#cipher.seal(`subject:${freshId}`, JSON.stringify(identity)), at],
    )
    const row = await this.#database.get<{ subject_id: string }>(
      'SELECT subject_id FROM subject WHERE lookup = ?',
      [lookup],
    )
    return (row?.subject_id ?? freshId) as SubjectId
  }

  /** The id of somebody known by their ID number; null when nobody is. */
  async subjectOf(idNumber: string): Promise<SubjectId | null> {
    const row = await this.#database.get<{ subject_id: string }>(
      'SELECT subject_id FROM subject WHERE lookup = ?',
      [this.#cipher.digest(idNumber)],
    )
    return (row?.subject_id ?? null) as SubjectId | null
  }

  /** Has the hall know a customer by their ID number and give them this class, or no longer. Nothing else is kept. */
  async listCustomer(idNumber: string, classId: ClassId | null): Promise<void> {
    const lookup = this.#cipher.digest(idNumber)
    if (classId === null) {
      await this.#database.run('DELETE FROM known_customer WHERE lookup = ?', [lookup])
      return
    }
    await this.#database.run(
      'INSERT INTO known_customer (lookup, class_id) VALUES (?, ?) ON CONFLICT (lookup) DO UPDATE SET class_id = excluded.class_id',
      [lookup, classId],
    )
  }

  /** The class that the list of known customers gives whoever has this ID number; null when it is not on it. */
  async listedClassOf(idNumber: string): Promise<ClassId | null> {
    const row = await this.#database.get<{ class_id: string }>(
      'SELECT class_id FROM known_customer WHERE lookup = ?',
      [this.#cipher.digest(idNumber)],
    )
    return (row?.class_id ?? null) as ClassId | null
  }

  async identityOf(subjectId: SubjectId): Promise<Identity | null> {
    const row = await this.#database.get<{ body: Uint8Array }>(
      'SELECT body FROM subject WHERE subject_id = ?',
      [subjectId],
    )
    return row ? (JSON.parse(this.#cipher.open(`subject:${subjectId}`, row.body)) as Identity) : null
  }

  /** Forgets a person; facts keep an id that leads nowhere. Answers whether there was anything to forget. */
  async erase(subjectId: SubjectId): Promise<boolean> {
    return (await this.#database.run('DELETE FROM subject WHERE subject_id = ?', [subjectId])).changes > 0
  }

  /** Forgets everybody who was last seen before a moment, epoch ms. Answers how many. */
  async eraseUnseenSince(before: number): Promise<number> {
    return (await this.#database.run('DELETE FROM subject WHERE at < ?', [before])).changes
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}
