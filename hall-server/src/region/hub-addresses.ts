/** Between two rounds, ms: doubled with each round in which no address answered, up to the most. */
const LEAST_MS = 1_000
const MOST_MS = 30_000

/**
 * Where the hub's nodes are, in an order of this hall's own, so that halls spread themselves over the nodes; and how long to
 * wait before the next one is tried. Waits are spread, so that halls that lost a node do not come all at once.
 */
export class HubAddresses {
  readonly #addresses: readonly string[]
  readonly #random: () => number
  #at = 0
  #failed = 0

  constructor(addresses: readonly string[], random: () => number = Math.random) {
    this.#random = random
    this.#addresses = [...addresses]
      .map((url) => ({ url, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ url }) => url)
  }

  get present(): string {
    return this.#addresses[this.#at] ?? ''
  }

  /** A line that was up is lost: its node may be gone, so the next one is asked. Answers after how long, ms. */
  lost(): number {
    this.#failed = 0
    this.#next()
    return this.#spread(LEAST_MS)
  }

  /** The present address does not answer. Answers how long to wait before the next one, ms. */
  unreachable(): number {
    this.#failed += 1
    this.#next()
    const rounds = Math.floor(this.#failed / this.#addresses.length)
    if (rounds === 0) return this.#spread(LEAST_MS / 2)
    return this.#spread(Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(rounds - 1, 10)))
  }

  /** A node let the hall in. */
  reached(): void {
    this.#failed = 0
  }

  #next(): void {
    this.#at = (this.#at + 1) % this.#addresses.length
  }

  #spread(ms: number): number {
    return ms * (0.5 + this.#random())
  }
}
