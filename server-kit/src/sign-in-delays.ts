import type { Clock } from './clock.ts'

/** Whose sign-in, and where from. */
export type Attempt = {
  /** The staff id, or a number that nobody has. */
  account: string
  /** A network, or a browser that this account signed in with before. */
  place: string
}

/** The hall's policies: failures from one place until it has to wait, and the longest wait, ms. */
export type DelayPolicy = { attempts: number; longestMs: number }

/** Failures in a row, and until when nothing more is tried (monotonic ms). */
type Tally = { failures: number; until: number; at: number }

/** The first wait, ms; each further failure doubles it. */
const FIRST_WAIT_MS = 30_000
/** What lies this far back, in longest waits, is forgotten. */
const REMEMBERED = 4
/** Failures at one place over all accounts, in `attempts`, until the place itself waits. */
const PLACE_SHARE = 3
/** Failures at one account from all places, in `attempts`, from where on a place has one try instead of `attempts`. */
const SIEGE_SHARE = 4
const MOST_KEPT = 10_000

/**
 * Growing waits after failed sign-ins, by account and place together, and by place: somebody who guesses from elsewhere
 * never locks out whom the account belongs to. In memory and by monotonic time; `restore` brings back after a restart
 * what the facts remember. Numbers that nobody has wait like real ones, or else the waits would tell which exist.
 */
export class SignInDelays {
  readonly #clock: Clock
  readonly #pairs = new Map<string, Tally>()
  readonly #places = new Map<string, Tally>()
  readonly #accounts = new Map<string, Tally>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How long this attempt has to wait, ms; 0: not at all. */
  waitOf({ account, place }: Attempt): number {
    const until = Math.max(
      this.#pairs.get(pairOf(account, place))?.until ?? 0,
      this.#places.get(place)?.until ?? 0,
    )
    return Math.max(0, until - this.#clock.monotonic())
  }

  /** Whether nothing failed from there of late. */
  isClean(place: string): boolean {
    return !this.#places.has(place)
  }

  /** Counts a failure. Answers how many there were in a row at the account, and here, and the wait until the next. */
  failed(
    { account, place }: Attempt,
    policy: DelayPolicy,
  ): { failures: number; here: number; waitMs: number } {
    const { attempts } = policy
    const all = this.#count(this.#accounts, account, policy, Number.POSITIVE_INFINITY)
    const free = all.failures >= SIEGE_SHARE * attempts ? 1 : attempts
    const pair = this.#count(this.#pairs, pairOf(account, place), policy, free)
    this.#count(this.#places, place, policy, PLACE_SHARE * attempts)
    return { failures: all.failures, here: pair.failures, waitMs: this.waitOf({ account, place }) }
  }

  succeeded({ account, place }: Attempt): void {
    this.#pairs.delete(pairOf(account, place))
    this.#accounts.delete(account)
  }

  /** An administrator lets an account try again from everywhere. */
  unlock(account: string): void {
    this.#accounts.delete(account)
    for (const key of this.#pairs.keys()) if (key.startsWith(pairOf(account, ''))) this.#pairs.delete(key)
  }

  /** Whether somewhere somebody has to wait who would sign in as this account: the longest such wait, ms. */
  longestWait(account: string): number {
    const now = this.#clock.monotonic()
    const waits = [...this.#pairs].flatMap(([key, { until }]) =>
      key.startsWith(pairOf(account, '')) ? [until - now] : [],
    )
    return Math.max(0, ...waits)
  }

  failuresOf(account: string): number {
    return this.#accounts.get(account)?.failures ?? 0
  }

  /** After a restart: a wait that was under way begins once more, and is never longer than it was. */
  restore(attempt: Attempt, { failures, waitMs }: { failures: number; waitMs: number }): void {
    const at = this.#clock.monotonic()
    const add = (map: Map<string, Tally>, key: string, until: number): void => {
      const before = map.get(key)?.failures ?? 0
      map.set(key, { failures: before + failures, until, at })
    }
    add(this.#pairs, pairOf(attempt.account, attempt.place), at + waitMs)
    add(this.#accounts, attempt.account, 0)
    add(this.#places, attempt.place, 0)
  }

  /** `free`: so many failures cost nothing but the last one's wait. */
  #count(map: Map<string, Tally>, key: string, { longestMs }: DelayPolicy, free: number): Tally {
    const at = this.#clock.monotonic()
    const before = map.get(key)
    const failures = before && at - before.at < REMEMBERED * longestMs ? before.failures + 1 : 1
    const wait = failures < free ? 0 : Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(20, failures - free))
    const tally = { failures, until: at + wait, at }
    map.delete(key)
    map.set(key, tally)
    for (const oldest of map.keys()) {
      if (map.size <= MOST_KEPT) break
      map.delete(oldest)
    }
    return tally
  }
}

function pairOf(account: string, place: string): string {
  return `${account} ${place}`
}
