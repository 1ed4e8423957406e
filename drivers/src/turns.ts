/** Runs tasks strictly one after another, in the order they came; one that fails does not hold up the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** Tasks not finished yet, the running one included. */
  get waiting(): number {
    return this.#waiting
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const turn = this.#last.then(task).finally(() => (this.#waiting -= 1))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Resolves when everything asked for so far is finished. */
  async idle(): Promise<void> {
    await this.#last
  }
}
