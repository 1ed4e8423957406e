import type { Random } from '@service-hall/harness/random'
import type { VirtualClock } from './virtual-clock.ts'

/** How a line treats what it carries; each a share of messages. */
export type Manners = { cut: number; doubled: number; longestMs: number }

/** What lines did. */
export type Did = { carried: number; cut: number; doubled: number }

/**
 * A line between two programs. Messages arrive in the order in which they were sent, as over TCP; answers come in any order.
 * One may come once more, later, and the line may break before it arrives, or before its answer does.
 */
export class Line {
  readonly #clock: VirtualClock
  readonly #random: Random
  readonly #did: Did
  #manners: Manners
  #connection = 0
  #count = 0
  /** When the message before arrives. */
  #arrives = 0
  readonly #changed = new Set<(isUp: boolean) => void>()

  constructor(clock: VirtualClock, random: Random, { manners, did }: { manners: Manners; did: Did }) {
    this.#clock = clock
    this.#random = random
    this.#manners = manners
    this.#did = did
  }

  get isUp(): boolean {
    return this.#connection > 0
  }

  /** Names this connection; 0: none. */
  get connection(): number {
    return this.#connection
  }

  onChanged(listener: (isUp: boolean) => void): () => void {
    this.#changed.add(listener)
    return () => this.#changed.delete(listener)
  }

  treats(manners: Manners): void {
    this.#manners = manners
  }

  connect(): void {
    if (this.isUp) return
    this.#connection = this.#count += 1
    for (const listener of [...this.#changed]) listener(true)
  }

  cut(): void {
    if (!this.isUp) return
    this.#did.cut += 1
    this.#connection = 0
    for (const listener of [...this.#changed]) listener(false)
  }

  /** Carries a message there and its answer back. Rejects where the line breaks meanwhile. */
  async carry<T>(there: () => Promise<T>): Promise<T> {
    const { connection } = this
    const now = this.#clock.now()
    this.#arrives = Math.max(this.#arrives, now + this.#delay())
    await this.#way(connection, this.#arrives - now)
    const answer = there()
    this.#did.carried += 1
    if (this.#random.chance(this.#manners.doubled)) void this.#again(connection, there)
    const said = await answer
    await this.#way(connection, this.#delay())
    return said
  }

  /** A copy of a message that arrived before. */
  async #again<T>(connection: number, there: () => Promise<T>): Promise<void> {
    await this.#clock.wait(this.#delay())
    if (this.#connection !== connection) return
    this.#did.doubled += 1
    // What it is answered nobody waits for, as with a copy on a line; the program's own errors are in its log.
    await there().catch(() => undefined)
  }

  #delay(): number {
    return this.#random.below(this.#manners.longestMs + 1)
  }

  async #way(connection: number, ms: number): Promise<void> {
    await this.#clock.wait(ms)
    if (this.#random.chance(this.#manners.cut) && this.#connection === connection) this.cut()
    if (connection === 0 || this.#connection !== connection) throw new Error('the line broke')
  }
}
