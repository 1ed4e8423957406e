import { randomBytes, randomInt } from 'node:crypto'
import { compact } from '@service-hall/contract'
import { isSameSecret, networkOf, plainAddress, siteOf } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import type { EnrolmentTicket, PendingEnrolments, StationId, StationKind } from '@service-hall/contract'

const LIFETIME_MS = 10 * 60_000
const MOST_WAITING = 50
/**
 * From one address, one network (IPv6: a /64, all of whose addresses one machine can have) and one site (a /48): enough
 * for the machines of a hall that are set up together, too few to leave no room for all others.
 */
const MOST_FROM: readonly (readonly [of: (address: string) => string, most: number])[] = [
  [plainAddress, 5],
  [networkOf, 10],
  [siteOf, 20],
]
/** No 0/O, 1/I/L: the code is read aloud. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

type Waiting = {
  code: string
  secret: string
  kind: StationKind
  since: number
  /** By the clock that never jumps. */
  expires: number
  /** Network address it asked from; null: let in by a code known beforehand. */
  from: string | null
  stationId: StationId | null
  /** The enrolment that its approval made; its token is for that one and no later one. */
  enrolment?: number
}

/** Unknown machines that ask to be let in. Kept in memory: a restart only makes them ask again. */
export class WaitingMachines {
  readonly #waiting = new Map<string, Waiting>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A machine asks; null when too many are waiting, in all or from this address or its network. */
  ask(kind: StationKind, from: string): EnrolmentTicket | null {
    this.#forgetOld()
    const waiting = [...this.#waiting.values()].filter((row) => row.stationId === null && row.from !== null)
    if (waiting.length >= MOST_WAITING) return null
    for (const [of, most] of MOST_FROM)
      if (waiting.filter((row) => row.from !== null && of(row.from) === of(from)).length >= most) return null
    return this.#ticket(kind, from)
  }

  /** A machine with a code known beforehand asks: it need not wait, so nobody who waits is in its way. */
  admit(kind: StationKind): EnrolmentTicket {
    this.#forgetOld()
    return this.#ticket(kind, null)
  }

  #ticket(kind: StationKind, from: string | null): EnrolmentTicket {
    const since = this.#clock.now()
    const waiting = {
      code: this.#freshCode(),
      secret: randomBytes(24).toString('base64url'),
      kind,
      since,
      expires: this.#clock.monotonic() + LIFETIME_MS,
      from,
      stationId: null,
    }
    this.#waiting.set(compact(waiting.code), waiting)
    return { code: waiting.code, secret: waiting.secret, expiresAt: since + LIFETIME_MS }
  }

  /** Kind of the machine that shows this code, if one does. */
  kindOf(code: string): StationKind | null {
    this.#forgetOld()
    return this.#waiting.get(compact(code))?.kind ?? null
  }

  /** `enrolment`: number of the fact that its approval made. */
  approve(code: string, stationId: StationId, enrolment?: number): void {
    const waiting = this.#waiting.get(compact(code))
    if (!waiting) return
    waiting.stationId = stationId
    if (enrolment !== undefined) waiting.enrolment = enrolment
  }

  /** The enrolment that a machine was approved for, if one was noted. */
  enrolmentOf(code: string): number | undefined {
    return this.#waiting.get(compact(code))?.enrolment
  }

  /** `undefined`: nobody by that code and secret; `null`: not approved yet; otherwise the station it now is. */
  claim(code: string, secret: string): StationId | null | undefined {
    this.#forgetOld()
    const waiting = this.#waiting.get(compact(code))
    if (!waiting || !isSameSecret(secret, waiting.secret)) return undefined
    return waiting.stationId
  }

  pending(): PendingEnrolments {
    this.#forgetOld()
    return [...this.#waiting.values()]
      .filter((row) => row.stationId === null)
      .map(({ code, kind, since, from }) => ({
        code,
        kind,
        since,
        expiresAt: since + LIFETIME_MS,
        from: from === null ? null : plainAddress(from),
      }))
  }

  #forgetOld(): void {
    const now = this.#clock.monotonic()
    for (const [code, { expires }] of this.#waiting) if (now > expires) this.#waiting.delete(code)
  }

  #freshCode(): string {
    const part = (): string => Array.from({ length: 3 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    let code = `${part()}-${part()}`
    while (this.#waiting.has(compact(code))) code = `${part()}-${part()}`
    return code
  }
}
