import type { AccountId } from '@service-hall/contract'
import type { Cipher, PasswordRecord } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import type { Store } from '../core/store.ts'

type Row = { account: AccountId; name: string; password: string }

/** What stands in no fact: names of people, sealed, and what is kept of their passwords. */
export class AccountVault {
  readonly #store: Store
  readonly #cipher: Cipher

  constructor(store: Store, cipher: Cipher) {
    this.#store = store
    this.#cipher = cipher
  }

  /** Keeps a new account, in the transaction of its facts. */
  async add(
    trx: Knex,
    accountId: AccountId,
    { name, password }: { name: string; password: PasswordRecord },
  ): Promise<void> {
    const row = { account: accountId, name: this.#seal(accountId, name), password: JSON.stringify(password) }
    await trx<Row>('account_vault').insert(row).onConflict('account').merge()
  }

  async setPassword(trx: Knex, accountId: AccountId, password: PasswordRecord): Promise<void> {
    await trx<Row>('account_vault')
      .where({ account: accountId })
      .update({ password: JSON.stringify(password) })
  }

  async passwordOf(accountId: AccountId): Promise<PasswordRecord | null> {
    const row: Row | undefined = await this.#store
      .db<Row>('account_vault')
      .where({ account: accountId })
      .first()
    return row ? (JSON.parse(row.password) as PasswordRecord) : null
  }

  /** Names by account. */
  async names(): Promise<Map<AccountId, string>> {
    const rows: Row[] = await this.#store.db<Row>('account_vault')
    return new Map(
      rows.map(({ account, name }) => [
        account,
        this.#cipher.open(`account ${account}`, Buffer.from(name, 'base64')),
      ]),
    )
  }

  #seal(accountId: AccountId, name: string): string {
    return this.#cipher.seal(`account ${accountId}`, name).toString('base64')
  }
}
