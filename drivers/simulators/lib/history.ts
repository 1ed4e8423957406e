/** Things that happened, in order, and people who wait for the next one. */
export class History<T> {
  readonly all: T[] = []
  readonly #seen = new WeakMap<object, number>()
  readonly #waiting = new Set<() => void>()

  add(item: T): void {
    this.all.push(item)
    for (const wake of [...this.#waiting]) wake()
  }

  /** The first item that `peer` has not been given yet; waits for it when there is none. */
  async next(peer: object): Promise<T> {
    const index = this.#seen.get(peer) ?? 0
    this.#seen.set(peer, index + 1)
    for (;;) {
      const item = this.all[index]
      if (item !== undefined) return item
      // Who asked for it gives up: the other end of the control channel.
      // eslint-disable-next-line house/bounded-wait -- The next one may be hours away.
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake)
          resolve()
        }
        this.#waiting.add(wake)
      })
    }
  }
}
