/** A piece of work that waits for the next group. */
type Waiting<Job, Answer> = { job: Job; resolve: (answer: Answer) => void; reject: (cause: unknown) => void }

/**
 * Carries out jobs in groups: while one group is under way the next gathers, so that a disk that is slow gets larger
 * groups instead of a longer queue. A group that fails is tried once more job by job, so that none suffers for another.
 */
export class Group<Job, Answer> {
  readonly #run: (jobs: readonly Job[]) => Promise<readonly Answer[]>
  readonly #most: number
  #waiting: Waiting<Job, Answer>[] = []
  #running = false

  /** @param most jobs in a group */
  constructor(run: (jobs: readonly Job[]) => Promise<readonly Answer[]>, most: number) {
    this.#run = run
    this.#most = most
  }

  /** How many wait. */
  get length(): number {
    return this.#waiting.length
  }

  add(job: Job): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject })
      if (!this.#running) void this.#work()
    })
  }

  async #work(): Promise<void> {
    this.#running = true
    // What arrives in the same turn belongs to the first group.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) await this.#carryOut(this.#waiting.splice(0, this.#most))
    this.#running = false
  }

  async #carryOut(group: readonly Waiting<Job, Answer>[]): Promise<void> {
    try {
      const answers = await this.#run(group.map(({ job }) => job))
      group.forEach(({ resolve }, at) => resolve(answers[at] as Answer))
    } catch (cause) {
      const [only] = group
      if (group.length === 1 && only) return only.reject(cause)
      for (const one of group) await this.#carryOut([one])
    }
  }
}
