const BURST_MS = 40
const SMALLEST_BURST = 64
const SMALLEST_GRANT = 16

/** How many bytes may go now, or how long to wait until some may. */
export type Grant = { bytes: number; waitMs: number }

/**
 * A token bucket that keeps a sender at wire speed, so that a device without flow control is never overrun by what
 * the operating system would gladly buffer (a pseudo-terminal takes 20 KB with nobody reading).
 * The bucket holds 40 ms of the line, which also evens out late timers.
 */
export class Pacer {
  readonly #perMs: number
  readonly #burst: number
  #tokens: number
  #at = Number.NEGATIVE_INFINITY

  constructor(bytesPerSecond: number | undefined) {
    this.#perMs = bytesPerSecond === undefined ? Number.POSITIVE_INFINITY : bytesPerSecond / 1_000
    this.#burst = burstOf(this.#perMs)
    this.#tokens = this.#burst
  }

  /** Takes up to `wanted` bytes from the bucket at `nowMs` of a monotonic clock. */
  grant(wanted: number, nowMs: number): Grant {
    if (this.#perMs === Number.POSITIVE_INFINITY) return { bytes: wanted, waitMs: 0 }
    this.#refill(nowMs)
    const least = Math.min(wanted, SMALLEST_GRANT)
    if (this.#tokens < least) return { bytes: 0, waitMs: Math.ceil((least - this.#tokens) / this.#perMs) }
    const bytes = Math.min(wanted, Math.floor(this.#tokens))
    this.#tokens -= bytes
    return { bytes, waitMs: 0 }
  }

  /** Milliseconds that `bytes` must wait from now on for the speed of the wire alone: what no driver can avoid. */
  wireTimeMs(bytes: number, nowMs: number): number {
    if (this.#perMs === Number.POSITIVE_INFINITY) return 0
    this.#refill(nowMs)
    return Math.max(0, bytes - this.#tokens) / this.#perMs
  }

  #refill(nowMs: number): void {
    const elapsed = this.#at === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, nowMs - this.#at)
    this.#at = nowMs
    this.#tokens = Math.min(this.#burst, this.#tokens + elapsed * this.#perMs)
  }
}

function burstOf(perMs: number): number {
  return Math.max(SMALLEST_BURST, Math.floor(perMs * BURST_MS))
}
