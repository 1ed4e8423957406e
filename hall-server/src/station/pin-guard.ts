import { PinDigits, refuse } from '@service-hall/contract'
import type { PinVerdict, Refusal } from '@service-hall/contract'
import { SignInDelays, isSameSecret } from '@service-hall/server-kit'
import type { Clock, DelayPolicy, Log } from '@service-hall/server-kit'
import type { Peer } from '../core/capability.ts'

type Options = {
  /** The PIN of the hall's file. */
  pin: string
  policy: () => DelayPolicy
  clock: Clock
  log: Log
}

/** All kiosks have one PIN. */
const ACCOUNT = 'maintenance'

/**
 * Says whether a PIN opens the maintenance page of a kiosk, with growing waits for a kiosk where it was wrong. The PIN is
 * compared in memory, at once and one after the other: no kiosk has more than one under way, and no thread is taken that
 * commits need.
 */
export class PinGuard {
  readonly #options: Options
  readonly #delays: SignInDelays

  constructor(options: Options) {
    this.#options = options
    this.#delays = new SignInDelays(options.clock)
  }

  check(peer: Peer, input: unknown): PinVerdict | Refusal {
    if (peer.kind !== 'station' || peer.stationKind !== 'kiosk') return refuse('access.denied')
    const given = PinDigits.safeParse(input)
    if (!given.success) return refuse('input.invalid', 'pin')
    const { pin, policy, log } = this.#options
    const attempt = { account: ACCOUNT, place: peer.stationId }
    const waitMs = Math.ceil(this.#delays.waitOf(attempt))
    if (waitMs > 0) return { is: 'wait', waitMs }
    const isRight = isSameSecret(given.data, pin)
    log.info('maintenance.pin', { station: peer.stationId, right: isRight })
    if (isRight) this.#delays.succeeded(attempt)
    else this.#delays.failed(attempt, policy())
    return { is: isRight ? 'right' : 'wrong' }
  }
}
