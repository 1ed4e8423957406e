import type { AccountId } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'
import { generateSecret, generateURI, verify } from 'otplib'
import { hashOfCode, recoveryCodes, shownDigits } from './codes.ts'
import type { SecondFactorStore } from './store.ts'

/** A code of the half minute before or after is right too: clocks of phones differ. Seconds. */
const TOLERANCE_S = 30

/** What came of a code. `left`: it was a recovery code, and so many remain. */
export type CodeChecked = 'wrong' | 'right' | { left: number }

/** Second factors (两步验证): codes by time, RFC 6238 (SHA-1, 6 digits, 30 s), and recovery codes. */
export class SecondFactor {
  readonly #store: SecondFactorStore
  readonly #clock: Pick<Clock, 'now'>

  constructor(store: SecondFactorStore, clock: Pick<Clock, 'now'>) {
    this.#store = store
    this.#clock = clock
  }

  /** A fresh secret, 160 bits, and what an authenticator scans. */
  fresh(accountId: AccountId): { secret: string; uri: string } {
    const secret = generateSecret({ length: 20 })
    return { secret, uri: generateURI({ issuer: '智慧营业厅 Service Hall', label: accountId, secret }) }
  }

  /** The step at which a secret shows this code now; null: it does not. */
  async stepOf(secret: string, code: string): Promise<number | null> {
    const token = shownDigits(code)
    if (token === null) return null
    // The time of the day is what an authenticator counts by; a code shows who has it, and closes nothing.
    const epoch = Math.floor(this.#clock.now() / 1000)
    const checked = await verify({ secret, token, epoch, epochTolerance: TOLERANCE_S })
    return checked.valid && 'timeStep' in checked ? checked.timeStep : null
  }

  /** Checks a code and uses it up: none is right twice. */
  async check(accountId: AccountId, code: string): Promise<CodeChecked> {
    if (shownDigits(code) === null) {
      const left = await this.#store.useCode(accountId, hashOfCode(code))
      return left === null ? 'wrong' : { left }
    }
    const secret = await this.#store.secretOf(accountId)
    const step = secret === null ? null : await this.stepOf(secret, code)
    return step !== null && (await this.#store.useStep(accountId, step)) ? 'right' : 'wrong'
  }

  /** Recovery codes, and under what they are kept. */
  freshCodes(): { codes: string[]; hashes: string[] } {
    const codes = recoveryCodes()
    return { codes, hashes: codes.map(hashOfCode) }
  }
}
