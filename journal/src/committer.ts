import { setImmediate as nextTurn } from 'node:timers/promises'

/** The most one commit takes; a single job larger than that goes alone. */
export const bounds = { rows: 1_000, characters: 4_000_000 }

export type Job = { rows: readonly string[]; characters: number }

export type CommitterHooks<J> = {
  /** Never called again before the promise of the last call is settled. */
  write(group: readonly J[]): Promise<void>
  committed(group: readonly J[]): void
  /** The group that failed and everything that had gathered behind it. */
  failed(jobs: readonly J[], cause: unknown): void
}

type Begun<J> = { group: J[]; written: Promise<void> }

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
    let next: Begun<J> | null = null
    for (;;) {
      if (!next) {
        // A turn of the event loop, so that all callers woken by the last commit are in the next one.
        await nextTurn()
        next = this.#begin()
        if (!next) break
      }
      const { group, written } = next
      try {
        await written
      } catch (cause) {
        const lost = [...group, ...this.#queue]
        this.#queue = []
        this.#running = false
        this.#hooks.failed(lost, cause)
        return
      }
      // What gathered meanwhile is on its way to the disk while this group's callers are told.
      next = this.#begin()
      this.#hooks.committed(group)
    }
    this.#running = false
  }

  #begin(): Begun<J> | null {
    const group = this.#queue.splice(0, groupLength(this.#queue))
    return group.length === 0 ? null : { group, written: this.#hooks.write(group) }
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
