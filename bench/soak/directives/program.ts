import type { Clock, Log } from '@service-hall/server-kit'
import { Life } from './mortal.ts'
import type { World } from './world.ts'

type Host = { folder: string; clock: Clock & { uptime(): number }; log: Log } & Pick<
  Life,
  'isAlive' | 'wrote'
>
type Closes = { close(): Promise<void> }

const LONGEST_DOWN_MS = 20_000
/** Before the files of a life that is over are closed, ms. */
const GONE_AFTER_MS = 60_000

/** One of the three programs over all its lives. */
export class Program<P extends Closes> {
  readonly #name: string
  readonly #root: string
  readonly #world: World
  readonly #open: (host: Host) => Promise<P>
  readonly #down: (() => void)[] = []
  readonly #up: ((program: P) => void)[] = []
  #life: Life
  #n = 0
  #running: P | null = null
  #downMs: number | null = null
  readonly #gone: Promise<unknown>[] = []

  constructor(root: string, world: World, open: (host: Host) => Promise<P>) {
    this.#root = root
    this.#name = root.split('/').at(-1) ?? root
    this.#world = world
    this.#open = open
    this.#life = new Life(root, 0)
  }

  /** What runs now; null: it is down, or on its way up. */
  get running(): P | null {
    return this.#running
  }

  get life(): Life {
    return this.#life
  }

  onDown(task: () => void): void {
    this.#down.push(task)
  }

  onUp(task: (program: P) => void): void {
    this.#up.push(task)
  }

  /** Asks the program that runs now. Rejects where none does, or it dies over it. */
  async ask<T>(question: (program: P) => Promise<T>): Promise<T> {
    const [program, life] = [this.#running, this.#life]
    if (!program) throw new Error(`${this.#name} is down`)
    const died = life.died.then(() => {
      throw new Error(`${this.#name} died`)
    })
    // Heard of where the question is not over before.
    died.catch(() => undefined)
    return Promise.race([question(program), died])
  }

  /** How long it is down the next time. */
  downFor(ms: number): void {
    this.#downMs = ms
  }

  /** It is struck right behind one of the next things that it puts on its disk. */
  strike(): void {
    if (this.#life.isAlive()) this.#life.strikeAfter(this.#world.random.below(4))
  }

  spare(): void {
    this.#life.strikeAfter(Infinity)
  }

  async start(): Promise<void> {
    const life = this.#life
    life.onDeath(() => this.#died())
    const { isAlive, wrote, folder } = life
    const clock = this.#world.clockFor(this.#name, life)
    const log = this.#world.log(this.#name, isAlive)
    const opening = this.#open({ folder, clock, log, isAlive, wrote })
    const opened = await Promise.race([opening, life.died])
    if (!opened || !life.isAlive()) {
      this.#gone.push(opening.then((late) => late.close()).catch(() => undefined))
      return
    }
    this.#running = opened
    for (const task of this.#up) task(opened)
  }

  #died(): void {
    const { world, program } = { world: this.#world, program: this.#running }
    world.counts.crashes += 1
    this.#running = null
    for (const task of this.#down) task()
    // What it was at when it was struck is let come to its end on its own disk first.
    if (program)
      world.clock.after(GONE_AFTER_MS, () => this.#gone.push(program.close().catch(() => undefined)))
    this.#n += 1
    this.#life = new Life(this.#root, this.#n)
    const downMs = this.#downMs ?? 500 + world.random.below(LONGEST_DOWN_MS)
    this.#downMs = null
    world.clock.after(downMs, () => void world.really(this.start()))
  }

  async close(): Promise<void> {
    await this.#running?.close()
    await Promise.race([Promise.all(this.#gone), new Promise((resolve) => setTimeout(resolve, 2_000))])
  }
}
