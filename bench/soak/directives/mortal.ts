import { cpSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A life of one program on a disk of its own. It may be struck right behind something that it has put on the disk: then
 * nothing of what it does afterwards counts, and the next life begins with the disk as it was at that moment.
 */
export class Life {
  readonly folder: string
  readonly died: Promise<void>
  #isAlive = true
  #strikeAfter = Infinity
  #end: () => void = () => undefined
  readonly #next: string
  readonly #onDeath: (() => void)[] = []

  constructor(root: string, n: number) {
    this.folder = join(root, String(n))
    this.#next = join(root, String(n + 1))
    this.died = new Promise((resolve) => (this.#end = resolve))
  }

  readonly isAlive = (): boolean => this.#isAlive

  /** Lets it be struck after so many more things that it puts on the disk. */
  strikeAfter(writes: number): void {
    this.#strikeAfter = writes
  }

  onDeath(task: () => void): void {
    this.#onDeath.push(task)
  }

  /** Something is on the disk. Answers whether it lives on. */
  readonly wrote = (): boolean => {
    if (!this.#isAlive) return false
    this.#strikeAfter -= 1
    if (this.#strikeAfter < 0) this.die()
    return this.#isAlive
  }

  die(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    cpSync(this.folder, this.#next, { recursive: true })
    for (const task of this.#onDeath) task()
    this.#end()
  }
}
