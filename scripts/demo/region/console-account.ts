import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'

/** With what the demo signs in at its console, and a person too. */
export const CONSOLE_SIGN_IN = { account: 'admin', password: 'demo-region-admin' }

/** The hub refuses what was asked. */
export class HubRefused extends Error {
  readonly code: string

  constructor(what: string, code: string) {
    super(`${what}: ${code}`)
    this.code = code
  }
}

/** An account of the hub over its HTTP, as a browser is. */
export class ConsoleAccount {
  readonly #url: string
  #cookie = ''

  private constructor(url: string) {
    this.#url = url
  }

  /**
   * Signs in as the hub's administrator; with the first password, where it is still the one, which is changed for the
   * demo's. Throws `HubRefused` when somebody has chosen another one.
   */
  static async signIn(url: string, hubData: string): Promise<ConsoleAccount> {
    const account = new ConsoleAccount(url)
    const { account: accountId, password } = CONSOLE_SIGN_IN
    const first = await firstPassword(hubData)
    const body =
      first === null ? { accountId, password } : { accountId, password: first, newPassword: password }
    await account.ask('POST', '/api/session', body)
    return account
  }

  /** Sends a command to the hub's records. */
  async command(type: string, fields: object): Promise<void> {
    await this.ask('POST', '/api/commands', { type, id: uuid7(Date.now(), randomBytes(10)), ...fields })
  }

  async ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const response = await waitFor(
      `${method} ${path} of the hub`,
      fetch(`${this.#url}${path}`, {
        method,
        headers: { cookie: this.#cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0])
    if (cookies.length > 0) this.#cookie = cookies.join('; ')
    const text = await response.text()
    const said = (text === '' ? {} : JSON.parse(text)) as T & { code?: string }
    if (!response.ok) throw new HubRefused(path, said.code ?? `${response.status}`)
    return said
  }
}

/** The hub's first password, as long as nobody has changed it. */
async function firstPassword(hubData: string): Promise<string | null> {
  try {
    const [, password = null] = (await readFile(join(hubData, 'first-sign-in.txt'), 'utf8')).split('\n')
    return password
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
