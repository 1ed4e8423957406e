type Timer = { at: number; turn: number; task: (() => void) | null }

/** Made time: a heap of timers. Between two of them everything that awaits goes on as far as it can. */
export class Timeline {
  now: number
  readonly #heap: Timer[] = []
  #turn = 0

  constructor(now: number) {
    this.now = now
  }

  after(ms: number, task: () => void): () => void {
    const timer: Timer = { at: this.now + Math.max(0, Math.ceil(ms)), turn: (this.#turn += 1), task }
    this.#push(timer)
    return () => void (timer.task = null)
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** Lets time go on up to a moment. */
  async run(until: number): Promise<void> {
    for (let next = this.#pop(until); next; next = this.#pop(until)) {
      if (!next.task) continue
      this.now = next.at
      next.task()
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.now = until
  }

  #push(timer: Timer): void {
    const heap = this.#heap
    let at = heap.push(timer) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (!parent || !isBefore(timer, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = timer
  }

  #pop(until: number): Timer | null {
    const heap = this.#heap
    const [first] = heap
    if (!first || first.at > until) return null
    const last = heap.pop()
    if (!last || heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      const right = heap[child + 1]
      let least = heap[child]
      if (!least) break
      if (right && isBefore(right, least)) {
        child += 1
        least = right
      }
      if (!isBefore(least, last)) break
      heap[at] = least
      at = child
    }
    heap[at] = last
    return first
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.turn < other.turn)
}
