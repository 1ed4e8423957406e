import type { Clock } from '@service-hall/server-kit'

/** A piece of work that waits for the next group. */
type Waiting<Job, Answer> = { job: Job; resolve: (answer: Answer) => void; reject: (cause: unknown) => void }

/** Groups begin no more often than this, ms: where many jobs come one by one, each transaction serves more of them. */
export type Gather = { clock: Clock; everyMs: number }

/** How large a group may be: jobs, and what they weigh together. The first job counts whatever it weighs. */
export type Size<Job> = { jobs: number; weight: number; weigh: (job: Job) => number }

/**
 * Carries out jobs in groups: while one group is under way the next gathers, so that a disk that is slow gets larger
 * groups instead of a longer queue. A group that fails is tried once more job by job, so that none suffers for another.
 */
export class Group<Job, Answer> {
  readonly #run: (jobs: readonly Job[]) => Promise<readonly Answer[]>
  readonly #most: Size<Job>
  readonly #gather: Gather | null
  #began = -Infinity
  #waiting: Waiting<Job, Answer>[] = []
  #running = false

  /** @param most size of a group; a number: of jobs */
  constructor(
    run: (jobs: readonly Job[]) => Promise<readonly Answer[]>,
    most: number | Size<Job>,
    gather: Gather | null = null,
  ) {
    this.#run = run
    this.#most = typeof most === 'number' ? { jobs: most, weight: Infinity, weigh: () => 0 } : most
    this.#gather = gather
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
    while (this.#waiting.length > 0) {
      await this.#gathered()
      await this.#carryOut(this.#waiting.splice(0, this.#fitting()))
    }
    this.#running = false
  }

  /** How many of those that wait fit into the next group. */
  #fitting(): number {
    const { jobs, weight, weigh } = this.#most
    let [count, sum] = [0, 0]
    for (const { job } of this.#waiting) {
      sum += weigh(job)
      if (count > 0 && (count >= jobs || sum > weight)) break
      count += 1
    }
    return count
  }

  /** Resolves when the next group may begin. The first after a pause does at once. */
  async #gathered(): Promise<void> {
    if (!this.#gather) return
    const { clock, everyMs } = this.#gather
    const left = this.#began + everyMs - clock.monotonic()
    if (left > 0 && this.#fitting() === this.#waiting.length)
      await new Promise<void>((resolve) => void clock.after(left, resolve))
    this.#began = clock.monotonic()
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
