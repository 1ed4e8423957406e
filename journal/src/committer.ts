import { setImmediate as nextTurn } from 'node:timers/promises'

/** The most one commit takes; a single job larger than that goes alone. */
export const bounds = { rows: 1_000, characters: 4_000_000 }

export type Job = { rows: readonly string[]; characters: number }

export type CommitterHooks<J> = {
  write(group: readonly J[]): Promise<void>
  committed(group: readonly J[]): void
  /** The group that failed and everything that had gathered behind it. */
  failed(jobs: readonly J[], cause: unknown): void
}

/** Group commit: while one group is being written the next gathers. */
export class Committer<J extends Job> {
  readonly #hooks: CommitterHooks<J>
  #queue: J[] = []
  #running = false

  constructor(hooks: CommitterHooks<J>) {
    this.#hooks = hooks
  }

  add(job: J): void {
    this.#queue.push(job)
    if (this.#running) return
    this.#running = true
    void this.#run()
  }

  async #run(): Promise<void> {
    for (;;) {
      // A turn of the event loop, so that all callers woken by the last commit are in the next one.
      await nextTurn()
      const group = this.#queue.splice(0, groupLength(this.#queue))
      if (group.length === 0) break
      try {
        await this.#hooks.write(group)
      } catch (cause) {
        const lost = [...group, ...this.#queue]
        this.#queue = []
        this.#running = false
        this.#hooks.failed(lost, cause)
        return
      }
      this.#hooks.committed(group)
    }
    this.#running = false
  }
}

/** How many of the waiting jobs fit into one group: at least one, whole jobs only. */
export function groupLength(queue: readonly Job[]): number {
  let rows = 0
  let characters = 0
  for (const [index, job] of queue.entries()) {
    rows += job.rows.length
    characters += job.characters
    if (index > 0 && (rows > bounds.rows || characters > bounds.characters)) return index
  }
  return queue.length
}
