import { randomUUID } from 'node:crypto'
import { refuse } from '@service-hall/contract'
import type { Refusal, StaffMember } from '@service-hall/contract'
import { HashTurns, SignInDelays, networkOf, verifyPassword } from '@service-hall/server-kit'
import type { Attempt, Clock, PasswordRecord, Tokens } from '@service-hall/server-kit'
import type { FastifyRequest } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import type { BrowserClaims } from '../gateway/claims.ts'
import { cookieNames } from '../gateway/cookies.ts'
import type { Vault } from '../vault/store.ts'
import { delayPolicy } from './delay-policy.ts'
import type { WithStaff } from './state.ts'

export type GuardPorts = {
  hall: HallOf<WithStaff>
  vault: Vault
  clock: Clock
  browsers: Tokens<BrowserClaims>
  behindProxy: boolean
}
type Checked = { right: boolean; failure?: { failures: number; here: number; waitMs: number; place: string } }

/** People who may have signed in at one browser; further ones push the first out. */
const STAFF_OF_BROWSER = 8

/**
 * Checks passwords: a few at a time, and after failures with growing waits for who failed. A browser in which the account
 * has signed in before is a place of its own, so that nobody who shares its address can make it wait.
 */
export class SignInGuard {
  readonly #ports: GuardPorts
  readonly delays: SignInDelays
  readonly #turns = new HashTurns()

  constructor(ports: GuardPorts) {
    this.#ports = ports
    this.delays = new SignInDelays(ports.clock)
    for (const [account, { places }] of Object.entries(ports.hall.state.staff.failures))
      for (const [place, tally] of Object.entries(places ?? {}))
        this.delays.restore({ account, place }, tally)
    ports.hall.onCommitted((entries) => {
      for (const { fact } of entries)
        if (fact.type === 'SignInUnlocked' || fact.type === 'PasswordSet') this.delays.unlock(fact.staffId)
    })
  }

  /** Where a request comes from, for somebody's account: a known browser, or a network. In one form for facts. */
  placeOf(request: FastifyRequest, account: string): string {
    const known = this.#browserOf(request)
    const place = known?.staff.includes(account)
      ? `browser ${known.browser}`
      : `network ${networkOf(request.ip)}`
    return this.#ports.browsers.digest(place)
  }

  /** The token by which this browser is known from now on, as one in which this account has signed in. */
  browserToken(request: FastifyRequest, account: string): string {
    const { browser = randomUUID(), staff = [] } = this.#browserOf(request) ?? {}
    const others = staff.filter((id) => id !== account).slice(1 - STAFF_OF_BROWSER)
    return this.#ports.browsers.sign({ kind: 'browser', browser, staff: [...others, account] })
  }

  /** Compares a password. Somebody who is not on the staff costs as much time, and waits as long. */
  async check(
    member: StaffMember | undefined,
    { account, password, request }: { account: string; password: string; request: FastifyRequest },
  ): Promise<({ ok: true } & Checked) | Refusal> {
    const attempt = { account, place: this.placeOf(request, account) }
    const before = this.#refusal(attempt)
    if (before) return before
    const asker = { place: attempt.place, clean: this.delays.isClean(attempt.place) }
    const right = await this.#turns.take(asker, () => this.#verify(member, password))
    if (right === null) return refuse('access.tooMany')
    // While this password was checked, others from there may have used up the attempts.
    const meanwhile = this.#refusal(attempt)
    if (meanwhile) return meanwhile
    if (right) {
      this.delays.succeeded(attempt)
      return { ok: true, right }
    }
    return {
      ok: true,
      right,
      failure: { ...this.delays.failed(attempt, delayPolicy(this.#ports.hall.config)), place: attempt.place },
    }
  }

  #browserOf(request: FastifyRequest): BrowserClaims | null {
    const token = request.cookies[cookieNames(this.#ports).browser]
    return token ? this.#ports.browsers.verify(token) : null
  }

  #refusal(attempt: Attempt): Refusal | null {
    const waitMs = this.delays.waitOf(attempt)
    return waitMs > 0 ? refuse('access.locked', String(Math.ceil(this.#ports.hall.now() + waitMs))) : null
  }

  async #verify(member: StaffMember | undefined, password: string): Promise<boolean> {
    const stored = member ? await this.#ports.vault.passwordOf(member.id) : null
    return verifyPassword(password, stored ? (JSON.parse(stored) as PasswordRecord) : null)
  }
}
