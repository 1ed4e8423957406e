import type { Clock } from '@service-hall/server-kit'

/** A node that has not moved its beat for so long is dead, ms: several beats, also of a loaded machine. */
export const DEAD_MS = 6_000

/**
 * Which other nodes live, by their beats. No clock is compared with another: a beat is a number that goes up, and the time
 * since it last did is taken here, by the monotonic clock.
 */
export class Neighbours {
  readonly #own: string
  readonly #clock: Clock
  readonly #seen = new Map<string, { beat: number; at: number }>()

  constructor(own: string, clock: Clock) {
    this.#own = own
    this.#clock = clock
  }

  /** How many live besides this one. */
  get count(): number {
    return this.#seen.size
  }

  /** Takes a reading of the list; answers the nodes that are dead. */
  read(listed: readonly { node: string; beat: number }[]): string[] {
    const now = this.#clock.monotonic()
    const others = listed.filter(({ node }) => node !== this.#own)
    const names = new Set(others.map(({ node }) => node))
    for (const node of this.#seen.keys()) if (!names.has(node)) this.#seen.delete(node)
    const dead: string[] = []
    for (const { node, beat } of others) {
      const before = this.#seen.get(node)
      if (!before || before.beat !== beat) this.#seen.set(node, { beat, at: now })
      else if (now - before.at > DEAD_MS) dead.push(node)
    }
    return dead
  }
}
