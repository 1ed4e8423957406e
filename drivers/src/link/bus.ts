import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { BusMember } from './bus-member.ts'
import { paceOf, turnaroundOf } from './config.ts'
import type { LinkConfig } from './config.ts'
import { FairTurns } from './fair-turns.ts'
import type { LinkFault } from './faults.ts'
import { createLink } from './link.ts'
import type { Line, Link, LinkOptions, LinkState, LinkUser } from './link.ts'
import type { WriteResult } from './write-queue.ts'

/** How a device behaves on a bus. */
export type BusManners = {
  /** Also hears what is said while it is nobody's turn, for devices that speak unasked. Default: its own turns only. */
  overhears?: boolean
}

/** Longer than any question with its repeats; who keeps the word longer has lost it. */
const LONGEST_TURN_MS = 10_000

/**
 * Several addressed devices on one half-duplex line, as on RS-485. One port is open for all; a device is heard and
 * speaks in its turns. One that does not answer loses its own line only; an unplug hits all.
 */
export class Bus {
  readonly config: LinkConfig
  readonly clock: Clock
  readonly options: LinkOptions
  readonly pace: number | undefined
  readonly #turns: FairTurns<BusMember>
  readonly #trunk: Link
  readonly #members = new Set<BusMember>()
  readonly #turnaroundMs: number
  #line: Line | undefined
  #quietAt = Number.NEGATIVE_INFINITY
  #wireFreeAt = Number.NEGATIVE_INFINITY

  constructor(config: LinkConfig, options: LinkOptions) {
    this.config = config
    this.options = options
    this.clock = options.clock ?? systemClock
    this.pace = paceOf(config)
    this.#turnaroundMs = turnaroundOf(config)
    this.#turns = new FairTurns({
      clock: this.clock,
      quietAt: () => this.#quietAt,
      longestMs: LONGEST_TURN_MS,
      onOverlong: (member) => member.lose('silent'),
    })
    const user: LinkUser = {
      onLine: (line) => this.#opened(line),
      onData: (bytes) => this.#heard(bytes),
      onState: (state) => this.#became(state),
    }
    this.#trunk = createLink(config, user, options)
  }

  /** The open port, if there is one. */
  get line(): Line | undefined {
    return this.#line
  }

  /** Adds a device; its link is opened and closed like one of its own. */
  join(user: LinkUser, manners: BusManners): Link {
    return new BusMember(this, user, manners)
  }

  open(member: BusMember): void {
    this.#members.add(member)
    if (this.#line) member.begin()
    else this.#trunk.open()
  }

  /** The port is closed with the last of them, and opened again if somebody joined meanwhile. */
  async close(member: BusMember): Promise<void> {
    this.#members.delete(member)
    if (this.#members.size > 0) return
    await this.#trunk.close()
    if (this.#members.size > 0) this.#trunk.open()
  }

  turn<T>(member: BusMember, task: () => Promise<T>): Promise<T> {
    return this.#turns.run(member, task)
  }

  isHolder(member: BusMember): boolean {
    return this.#turns.holder === member
  }

  /** Sends in the member's own turn. */
  async write(bytes: Uint8Array, signal: AbortSignal): Promise<WriteResult> {
    const line = this.#line
    if (!line) return { ok: false, fault: 'notReady', handedOver: 0 }
    const before = this.clock.monotonic()
    const result = await line.write(bytes, signal)
    this.#sent(result.ok ? bytes.length : result.handedOver, before)
    return result
  }

  /** A member answered, so the port is the right one. */
  answered(): void {
    this.#line?.ready()
  }

  /** A member's line is over, and its turn with it. */
  leave(member: BusMember): void {
    this.#turns.leave(member)
  }

  /** When nobody answers any more, the port itself may be stuck: it is opened anew. Says whether it was given up. */
  dropIfDeserted(fault: LinkFault): boolean {
    if ([...this.#members].some(({ alive }) => alive)) return false
    this.#line?.drop(fault)
    return true
  }

  #opened(line: Line): void {
    this.#line = line
    for (const member of this.#members) member.begin()
  }

  #heard(bytes: Uint8Array): void {
    this.#stir(this.clock.monotonic())
    const { holder } = this.#turns
    if (holder) return holder.hear(bytes)
    // Nobody asked: an answer that comes too late must not reach the next question, whoever asks it.
    for (const member of this.#members) if (member.overhears) member.hear(bytes)
  }

  #became(state: LinkState): void {
    if (state.name === 'lost' || state.name === 'closed') this.#line = undefined
    for (const member of [...this.#members]) member.follow(state)
  }

  /** The system takes bytes sooner than the wire carries them; the silence begins when the last one is out. */
  #sent(bytes: number, startedAt: number): void {
    const wireMs = this.pace === undefined ? 0 : (1_000 * bytes) / this.pace
    this.#wireFreeAt = Math.max(this.#wireFreeAt, startedAt) + wireMs
    this.#stir(Math.max(this.#wireFreeAt, this.clock.monotonic()))
  }

  #stir(at: number): void {
    this.#quietAt = Math.max(this.#quietAt, at + this.#turnaroundMs)
  }
}
