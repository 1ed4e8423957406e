import type { Clock } from './clock.ts'

/** `burst` at once, then `perMinute`. */
export type BucketRule = { burst: number; perMinute: number }

type ByMonotonic = Pick<Clock, 'monotonic'>

/** Lets so much through, and then only as fast as the rule says. */
export class TokenBucket {
  readonly #clock: ByMonotonic
  readonly #rule: BucketRule
  #tokens: number
  #filledAt: number

  constructor(clock: ByMonotonic, rule: BucketRule) {
    this.#clock = clock
    this.#rule = rule
    this.#tokens = rule.burst
    this.#filledAt = clock.monotonic()
  }

  /** How long until there is a token, ms; 0: there is one. */
  waitMs(): number {
    this.#fill()
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#rule.perMinute) * 60_000)
  }

  /** Takes a token; false when there is none. */
  take(): boolean {
    if (this.waitMs() > 0) return false
    this.#tokens -= 1
    return true
  }

  /** Whether it is as if it had never been used. */
  get isFull(): boolean {
    this.#fill()
    return this.#tokens >= this.#rule.burst
  }

  #fill(): void {
    const now = this.#clock.monotonic()
    const gained = ((now - this.#filledAt) / 60_000) * this.#rule.perMinute
    this.#tokens = Math.min(this.#rule.burst, this.#tokens + gained)
    this.#filledAt = now
  }
}

/** The most buckets remembered before full ones are let go. */
const MANY = 1_000

/** A bucket for each of many, by name. One that is full again is forgotten. */
export class TokenBuckets {
  readonly #clock: ByMonotonic
  readonly #rule: BucketRule
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(clock: ByMonotonic, rule: BucketRule) {
    this.#clock = clock
    this.#rule = rule
  }

  of(name: string): TokenBucket {
    const known = this.#buckets.get(name)
    if (known) return known
    if (this.#buckets.size >= MANY)
      for (const [one, { isFull }] of this.#buckets) if (isFull) this.#buckets.delete(one)
    const bucket = new TokenBucket(this.#clock, this.#rule)
    this.#buckets.set(name, bucket)
    return bucket
  }
}

/** Takes a token from each bucket, or from none. Answers how long until each has one, ms; 0: taken. */
export function takeFromAll(buckets: readonly TokenBucket[]): number {
  const waitMs = Math.max(0, ...buckets.map((bucket) => bucket.waitMs()))
  if (waitMs === 0) for (const bucket of buckets) bucket.take()
  return waitMs
}
