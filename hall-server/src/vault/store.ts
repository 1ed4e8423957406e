import { openDatabase } from '@service-hall/journal'
import type { Database } from '@service-hall/journal'
import { tableOf } from '@service-hall/contract'
import { idNumberForm } from '@service-hall/contract'
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
  // `first`: to be changed at the next sign-in. `version` counts the passwords set since the first one.
  `ALTER TABLE staff ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE staff ADD COLUMN version INTEGER NOT NULL DEFAULT 0;`,
  // A correction of the hall's clock is noted once, and moves with it when visitors were seen.
  `CREATE TABLE clock_set (
     number INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     by_ms INTEGER NOT NULL,
     since INTEGER NOT NULL
   );
   CREATE TRIGGER clock_set_moves AFTER INSERT ON clock_set BEGIN
     UPDATE subject
       SET at = CASE WHEN new.by_ms > 0 THEN at + new.by_ms ELSE min(at, new.at) END
       WHERE at >= new.since AND (new.by_ms < 0 OR at <= new.at - new.by_ms);
   END;`,
]

/** What is kept of somebody's password beside the record. */
export type PasswordState = { version: number; first: boolean; isSet: boolean }

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

  /** Whether this key opens what is in a vault; `empty`: there is nobody in it. Reads only. */
  static async opensWith(path: string, key: Buffer): Promise<'yes' | 'no' | 'empty'> {
    const database = await openDatabase(path, { readOnly: true })
    try {
      const tables = await database.all("SELECT 1 FROM sqlite_master WHERE name IN ('staff', 'subject')")
      if (tables.length < 2) return 'empty'
      const row = await database.get<{ place: string; sealed: Uint8Array }>(
        `SELECT * FROM (SELECT 'staff.name:' || staff_id AS place, name AS sealed FROM staff LIMIT 1)
         UNION ALL SELECT * FROM (SELECT 'subject:' || subject_id, body FROM subject LIMIT 1) LIMIT 1`,
      )
      if (!row) return 'empty'
      return new Cipher(key).opens(row.place, row.sealed) ? 'yes' : 'no'
    } finally {
      await database.close()
    }
  }

  /** Use `Vault.open`. */
  constructor(database: Database, cipher: Cipher) {
    this.#database = database
    this.#cipher = cipher
  }

  /** Keeps a name; `passwordRecord`, a first one or not, only where the person has none yet. */
  async putStaff(
    staffId: StaffId,
    name: string,
    passwordRecord: string | null,
    first = false,
  ): Promise<void> {
    await this.#database.run(
      `INSERT INTO staff (staff_id, name, password, first) VALUES (?, ?, ?, ?)
       ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name,
         first = CASE WHEN password IS NULL THEN excluded.first ELSE first END,
         password = coalesce(password, excluded.password)`,
      [
        staffId,
        this.#cipher.seal(`staff.name:${staffId}`, name),
        passwordRecord === null ? null : this.#cipher.seal(`staff.password:${staffId}`, passwordRecord),
        first ? 1 : 0,
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

  /** Gives somebody who is in the vault another password. Answers its version; null: nobody by that id. */
  async setPassword(staffId: StaffId, record: string, { first }: { first: boolean }): Promise<number | null> {
    await this.#database.run(
      'UPDATE staff SET password = ?, first = ?, version = version + 1 WHERE staff_id = ?',
      [this.#cipher.seal(`staff.password:${staffId}`, record), first ? 1 : 0, staffId],
    )
    return (await this.passwordStates())[staffId]?.version ?? null
  }

  /** How it stands with everybody's password, by staff id. */
  async passwordStates(): Promise<Record<string, PasswordState>> {
    const rows = await this.#database.all<{ staff_id: string; version: number; first: number; has: number }>(
      'SELECT staff_id, version, first, password IS NOT NULL AS has FROM staff',
    )
    return tableOf(
      rows.map(({ staff_id: id, version, first, has }) => [
        id,
        { version, first: first === 1, isSet: has === 1 },
      ]),
    )
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
    const lookup = await this.#lookupOfSubject(identity.idNumber)
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

  /** The digest by which this person is kept already, else the one to keep them by. */
  async #lookupOfSubject(idNumber: string): Promise<string> {
    const lookups = this.#lookupsOf(idNumber)
    const row = await this.#database.get<{ lookup: string }>(
      `SELECT lookup FROM subject WHERE lookup IN (${listOf(lookups)}) ORDER BY at DESC LIMIT 1`,
      lookups,
    )
    return row?.lookup ?? this.#cipher.digest(idNumberForm(idNumber))
  }

  /**
   * The ids of somebody known by their ID number, however it is written; none when nobody is. More than one where the
   * number was kept in other forms before it had one. Every row is opened: for an operator, not for every ticket.
   */
  async subjectsOf(idNumber: string): Promise<SubjectId[]> {
    const form = idNumberForm(idNumber)
    const rows = await this.#database.all<{ subject_id: string; body: Uint8Array }>(
      'SELECT subject_id, body FROM subject',
    )
    return rows
      .filter((row) => idNumberForm(this.#identityIn(row).idNumber) === form)
      .map((row) => row.subject_id as SubjectId)
  }

  /** Has the hall know a customer by their ID number and give them this class, or no longer. Nothing else is kept. */
  async listCustomer(idNumber: string, classId: ClassId | null): Promise<void> {
    const lookups = this.#lookupsOf(idNumber)
    await this.#database.run(`DELETE FROM known_customer WHERE lookup IN (${listOf(lookups)})`, lookups)
    if (classId === null) return
    await this.#database.run(
      'INSERT INTO known_customer (lookup, class_id) VALUES (?, ?) ON CONFLICT (lookup) DO UPDATE SET class_id = excluded.class_id',
      [this.#cipher.digest(idNumberForm(idNumber)), classId],
    )
  }

  /** The class that the list of known customers gives whoever has this ID number; null when it is not on it. */
  async listedClassOf(idNumber: string): Promise<ClassId | null> {
    const lookups = this.#lookupsOf(idNumber)
    const row = await this.#database.get<{ class_id: string }>(
      `SELECT class_id FROM known_customer WHERE lookup IN (${listOf(lookups)}) LIMIT 1`,
      lookups,
    )
    return (row?.class_id ?? null) as ClassId | null
  }

  /** Digests of a number: of its one form, and of those in which earlier releases took it as it was typed. */
  #lookupsOf(idNumber: string): string[] {
    const form = idNumberForm(idNumber)
    const forms = new Set([form, form.toLowerCase(), idNumber, idNumber.trim()])
    return [...forms].map((one) => this.#cipher.digest(one))
  }

  #identityIn({ subject_id: id, body }: { subject_id: string; body: Uint8Array }): Identity {
    return JSON.parse(this.#cipher.open(`subject:${id}`, body)) as Identity
  }

  async identityOf(subjectId: SubjectId): Promise<Identity | null> {
    const row = await this.#database.get<{ subject_id: string; body: Uint8Array }>(
      'SELECT subject_id, body FROM subject WHERE subject_id = ?',
      [subjectId],
    )
    return row ? this.#identityIn(row) : null
  }

  /** Forgets a person; facts keep an id that leads nowhere. Answers whether there was anything to forget. */
  async erase(subjectId: SubjectId): Promise<boolean> {
    return (await this.#database.run('DELETE FROM subject WHERE subject_id = ?', [subjectId])).changes > 0
  }

  /**
   * The hall's clock was put right by `byMs` with fact `number`: who was seen at `since` or later, by the clock before, was
   * seen by that much later or earlier. Twice is once.
   */
  async clockSet(set: { number: number; at: number; byMs: number; since: number }): Promise<void> {
    const { number, at, byMs, since } = set
    await this.#database.run(
      'INSERT OR IGNORE INTO clock_set (number, at, by_ms, since) VALUES (?, ?, ?, ?)',
      [number, at, byMs, since],
    )
  }

  /** Forgets everybody who was last seen before a moment, epoch ms. Answers how many. */
  async eraseUnseenSince(before: number): Promise<number> {
    return (await this.#database.run('DELETE FROM subject WHERE at < ?', [before])).changes
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}

/** Places for so many values in SQL. */
function listOf(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}
