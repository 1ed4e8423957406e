import { systemClock } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { Listeners } from '../../listeners.ts'
import type { ReportBug, Unsubscribe } from '../../listeners.ts'
import type { BusManners } from '../../link/bus.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { LinkFault } from '../../link/faults.ts'
import type { LineBook } from '../../link/line-book.ts'
import { createLink } from '../../link/link.ts'
import type { Line, Link, LinkState } from '../../link/link.ts'
import { warmUpText } from '../../paper/gb18030.ts'
import type { DeviceCounters } from './device.ts'
import { noTalk } from './exchange.ts'
import type { TalkCounters } from './exchange.ts'
import { deviceOfLink } from './link-status.ts'
import { StatusBoard } from './status-board.ts'
import type { DeviceError, DeviceStatus } from './status.ts'

/** What devices need from outside; every field has a default. */
export type DeviceSurroundings = {
  clock?: Clock
  /** Numbers in [0, 1). */
  random?: () => number
  /** Waits between attempts to open a lost line, ms; the last is repeated. Default 250 … 10,000. */
  backOffMs?: readonly number[]
  /** Where devices of one configuration find the lines they share. Without it each device has a line of its own. */
  lines?: LineBook
  /** Hears of listeners that threw. */
  reportBug?: ReportBug
}

/** What every device with a line of its own has in common: the link, the status made of it, and the listeners. */
export abstract class LineDevice<Event> {
  readonly id: string
  protected readonly clock: Clock
  protected readonly link: Link
  /** Counts what went wrong in the talk with the device; handed to each line's `Exchange`. */
  protected readonly talk: TalkCounters = noTalk()
  readonly #board: StatusBoard
  readonly #events: Listeners<Event>
  #lastFault: LinkFault | undefined
  #stopping = false

  /** With `manners` the line may be shared with other devices that name the same url: RS-485 and its like. */
  constructor(
    id: string,
    config: LinkConfig,
    { clock = systemClock, random = Math.random, backOffMs, lines, reportBug }: DeviceSurroundings,
    manners?: BusManners,
  ) {
    this.id = id
    this.clock = clock
    this.#board = new StatusBoard({ device: 'offline' }, reportBug)
    this.#events = new Listeners(reportBug)
    const user = {
      onLine: (line: Line) => this.greet(line),
      onData: (bytes: Uint8Array) => this.receive(bytes),
      onState: (state: LinkState) => this.#onLinkState(state),
    }
    const options = { clock, random, ...(backOffMs && { backOffMs }) }
    this.link =
      lines && manners ? lines.link(config, user, options, manners) : createLink(config, user, options)
  }

  get status(): DeviceStatus {
    return this.#board.status
  }

  get counters(): Readonly<DeviceCounters> {
    return { ...this.link.counters, ...this.talk }
  }

  start(): void {
    warmUpText()
    this.#stopping = false
    this.link.open()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.finish()
    await this.link.close()
  }

  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe {
    return this.#board.onStatus(listener)
  }

  onEvent(listener: (event: Event) => void): Unsubscribe {
    return this.#events.add(listener)
  }

  /** Why the device cannot do anything now; `undefined` when it can. */
  protected lineError(): DeviceError | undefined {
    if (this.#stopping) return { code: 'stopped', action: 'reset' }
    if (this.link.state.name === 'ready') return undefined
    return this.status.error ?? { code: 'notOpen', action: 'clear' }
  }

  protected emit(event: Event): void {
    this.#events.emit(event)
  }

  /** Tells the status anew if it changed. */
  protected publish(): void {
    const link = this.link.state
    this.#board.set(link.name === 'ready' ? this.readyStatus() : deviceOfLink(link, this.#lastFault))
  }

  /** A fresh line is open: make sure of the device, then call `line.ready()` or `line.drop()`. */
  protected abstract greet(line: Line): void
  protected abstract receive(bytes: Uint8Array): void
  protected abstract lineEnded(): void
  protected abstract readyStatus(): DeviceStatus
  /** Finishes or fails what is under way, in bounded time. */
  protected abstract finish(): Promise<void>

  #onLinkState(state: LinkState): void {
    if (state.name === 'ready') this.#lastFault = undefined
    if (state.name === 'lost') this.#lastFault = state.fault
    if (state.name === 'lost' || state.name === 'closed') this.lineEnded()
    this.publish()
  }
}
