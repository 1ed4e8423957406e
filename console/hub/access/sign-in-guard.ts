import { randomUUID } from 'node:crypto'
import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import { HashTurns, SignInDelays, Tokens, networkOf, verifyPassword } from '@service-hall/server-kit'
import type { Clock, PasswordRecord } from '@service-hall/server-kit'
import { z } from 'zod'

const Browser = z.object({ kind: z.literal('browser'), browser: z.string(), accounts: z.array(z.string()) })
type Browser = z.infer<typeof Browser>

/** Failures until the next attempt has to wait, and the longest wait. */
const POLICY = { attempts: 5, longestMs: 15 * 60_000 } as const
/** People who may have signed in at one browser; further ones push the first out. */
const MOST_ACCOUNTS = 8

/** Where an attempt comes from: the address, and the token by which a browser is known. */
export type From = { ip: string; browser: string | undefined }
/** `second`: checks the second factor, once the password was right. */
type Shown = {
  password: string
  record: PasswordRecord | null
  from: From
  second?: (() => Promise<'right' | 'wrong' | 'missing'>) | undefined
}
export type Checked = {
  ok: true
  right: boolean
  wrongCode?: true
  failed?: { failures: number; waitMs: number }
}

/**
 * Checks passwords: a few at a time, and after failures with growing waits for who failed. A browser in which the account
 * has signed in before is a place of its own, so that nobody who shares its address can make it wait.
 */
export class ConsoleGuard {
  readonly #clock: Clock
  readonly #browsers: Tokens<Browser>
  readonly #delays: SignInDelays
  readonly #turns = new HashTurns()

  constructor(clock: Clock, key: Buffer) {
    this.#clock = clock
    this.#browsers = new Tokens<Browser>(key, Browser)
    this.#delays = new SignInDelays(clock)
  }

  /** Compares a password. An account that there is not costs as much time, and waits as long. */
  async check(account: string, { password, record, from, second }: Shown): Promise<Checked | Refusal> {
    const attempt = { account, place: this.#placeOf(account, from) }
    const before = this.#waits(attempt)
    if (before) return before
    const asker = { place: attempt.place, clean: this.#delays.isClean(attempt.place) }
    const right = await this.#turns.take(asker, () => verifyPassword(password, record))
    if (right === null) return refuse('access.tooMany')
    // While this password was checked, others from there may have used up the attempts.
    const meanwhile = this.#waits(attempt)
    if (meanwhile) return meanwhile
    if (!right) return { ok: true, right, failed: this.#delays.failed(attempt, POLICY) }
    // Only all of it together is a success: a right password must not let codes be tried without end.
    const code = second && (await second())
    if (code === 'missing') return refuse('account.codeNeeded')
    if (code === 'wrong') {
      const failed = this.#delays.failed(attempt, POLICY)
      return { ok: true, right: false, wrongCode: true, failed }
    }
    this.#delays.succeeded(attempt)
    return { ok: true, right }
  }

  /** An account has another password: whoever waits for it may try at once. */
  unlock(account: string): void {
    this.#delays.unlock(account)
  }

  /** The token by which this browser is known from now on, as one in which this account has signed in. */
  browserToken(account: string, { browser: token }: From): string {
    const { browser = randomUUID(), accounts = [] } = this.#browserOf(token) ?? {}
    const others = accounts.filter((one) => one !== account).slice(1 - MOST_ACCOUNTS)
    return this.#browsers.sign({ kind: 'browser', browser, accounts: [...others, account] })
  }

  #browserOf(token: string | undefined): Browser | null {
    return token ? this.#browsers.verify(token) : null
  }

  #placeOf(account: string, { ip, browser }: From): string {
    const known = this.#browserOf(browser)
    return known?.accounts.includes(account) ? `browser ${known.browser}` : `network ${networkOf(ip)}`
  }

  #waits(attempt: { account: string; place: string }): Refusal | null {
    const waitMs = this.#delays.waitOf(attempt)
    return waitMs > 0 ? refuse('access.locked', String(Math.ceil(this.#clock.now() + waitMs))) : null
  }
}
