import type { AccountId } from '@service-hall/contract'
import type { Cipher } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import type { Migration, Store } from '../../core/store.ts'

export const secondFactorMigrations: readonly Migration[] = [
  {
    name: 'second-factors-1',
    async up({ db }) {
      await db.raw(`CREATE TABLE second_factors (
        account text PRIMARY KEY, secret text NOT NULL, step bigint NOT NULL, codes text NOT NULL)`)
    },
  },
]

type Row = { account: AccountId; secret: string; step: number; codes: string }

/** Secrets of second factors, sealed, the last step that each was used at, and hashes of recovery codes. */
export class SecondFactorStore {
  readonly #store: Store
  readonly #cipher: Cipher

  constructor(store: Store, cipher: Cipher) {
    this.#store = store
    this.#cipher = cipher
  }

  /** Keeps a secret, in the transaction of its fact; `step`: the one at which it was shown. */
  async keep(
    trx: Knex,
    account: AccountId,
    { secret, step, codes }: { secret: string; step: number; codes: readonly string[] },
  ): Promise<void> {
    const sealed = this.#cipher.seal(placeOf(account), secret).toString('base64')
    const row = { account, secret: sealed, step, codes: JSON.stringify(codes) }
    await trx<Row>('second_factors').insert(row).onConflict('account').merge()
  }

  async secretOf(account: AccountId): Promise<string | null> {
    const row: Row | undefined = await this.#store.db<Row>('second_factors').where({ account }).first()
    return row ? this.#cipher.open(placeOf(account), Buffer.from(row.secret, 'base64')) : null
  }

  /** Whether a step is later than all that were used; it is used from now on, on every node. */
  async useStep(account: AccountId, step: number): Promise<boolean> {
    const rows = this.#store.db<Row>('second_factors').where({ account })
    return (await rows.where('step', '<', step).update({ step })) === 1
  }

  /** Uses a recovery code up. Answers how many are left; null: there is none like it. */
  async useCode(account: AccountId, hashed: string): Promise<number | null> {
    return this.#store.write(async (trx) => {
      const row: Row | undefined = await trx<Row>('second_factors').where({ account }).first()
      const codes = row ? (JSON.parse(row.codes) as string[]) : []
      const left = codes.filter((code) => code !== hashed)
      if (!row || left.length === codes.length) return null
      // Only from what was read: of two nodes at once one changes the row.
      const changed = await trx<Row>('second_factors')
        .where({ account, codes: row.codes })
        .update({ codes: JSON.stringify(left) })
      return changed === 1 ? left.length : null
    })
  }

  async forget(trx: Knex, account: AccountId): Promise<void> {
    await trx<Row>('second_factors').where({ account }).delete()
  }
}

const placeOf = (account: AccountId): string => `second factor ${account}`
