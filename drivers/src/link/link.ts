import { deadline, systemClock, within } from '../clock.ts'
import type { Cancel, Clock } from '../clock.ts'
import { BackOff } from './back-off.ts'
import { linkTarget, paceOf } from './config.ts'
import type { LinkConfig } from './config.ts'
import { withoutEcho } from './echo.ts'
import type { LinkCounters, LinkFault } from './faults.ts'
import { whenNodeComes } from './node-watch.ts'
import { Pacer } from './pacer.ts'
import { openSerial } from './serial.ts'
import { openTcp } from './tcp.ts'
import type { OpenTransport, Transport } from './transport.ts'
import { WriteQueue } from './write-queue.ts'
import type { WriteResult } from './write-queue.ts'

/** Where a line stands. Only `ready` means that the device itself has answered. */
export type LinkState =
  | { name: 'closed' }
  | { name: 'opening' }
  | { name: 'probing'; generation: number }
  | { name: 'ready'; generation: number }
  | { name: 'lost'; fault: LinkFault; retryInMs: number }

/**
 * One opening of a link. It dies with its transport and never comes back; the next opening has the next
 * generation, so whoever kept an old line can neither send on it nor mistake its replies.
 */
export type Line = {
  readonly generation: number
  readonly alive: boolean
  /** Hands bytes over in order at the link's pace; refuses at once on a dead line. */
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<WriteResult>
  /**
   * Runs a question and its answer without anybody else in between. On a line of its own that is so already; on a bus
   * of several devices the task waits for its turn.
   */
  turn<T>(task: () => Promise<T>): Promise<T>
  /** Says that the device has answered: the link becomes `ready` and its back-off starts afresh. */
  ready(): void
  /** Gives this line up; the link will open another. */
  drop(fault: LinkFault): void
}

/** The one user of a link. Called never before `open()`, and with `onData` only for the line that is alive. */
export type LinkUser = {
  /** A fresh line is open: speak to the device, then call `line.ready()` or `line.drop()`. */
  onLine(line: Line): void
  onData(bytes: Uint8Array, line: Line): void
  onState(state: LinkState): void
}

/** Owner of one line: opens it, loses it, opens it again until closed. */
export type Link = {
  readonly state: LinkState
  readonly counters: Readonly<LinkCounters>
  /** Bytes per second the line is fed with, `undefined` when unbounded. */
  readonly pace: number | undefined
  open(): void
  /** Stops taking writes, lets what waits go out for up to a second, then lets go. */
  close(): Promise<void>
}

/** What a link needs from outside; every field has a default. */
export type LinkOptions = {
  clock?: Clock
  /** Numbers in [0, 1) for the jitter. */
  random?: () => number
  /** Waits between attempts to open the line, ms; the last is repeated. Default 250 … 10,000. */
  backOffMs?: readonly number[]
  openTimeoutMs?: number
  stallMs?: number
  closeMs?: number
  /** Another way to open the line, for a bus or a recording. */
  openTransport?: OpenTransport
}

type Opening = {
  line: Line
  transport: Transport
  queue: WriteQueue
  cancelTimeout: Cancel
  alive: boolean
  open: boolean
}

/**
 * Makes the link a config names. A wrong url is reported by the states `lost` / `misconfigured`, never thrown.
 *
 * @example
 * const link = createLink({ url: 'tcp://127.0.0.1:9101' }, {
 *   onLine: (line) => line.ready(), // once the device has answered on it, say
 *   onData: (bytes) => parser.push(bytes),
 *   onState: (state) => log.info('link.state', { state: state.name }),
 * })
 * link.open()
 */
export function createLink(config: LinkConfig, user: LinkUser, options: LinkOptions = {}): Link {
  return new LinkOwner(config, user, options)
}

class LinkOwner implements Link {
  readonly counters: LinkCounters = { bytesIn: 0, bytesOut: 0, opened: 0, refusedWrites: 0, faults: {} }
  readonly pace: number | undefined
  readonly #config: LinkConfig
  readonly #user: LinkUser
  readonly #options: LinkOptions
  readonly #clock: Clock
  readonly #backOff: BackOff
  #state: LinkState = { name: 'closed' }
  #opening: Opening | undefined
  #generation = 0
  #cancelRetry: Cancel | undefined
  #closing: Promise<void> | undefined

  constructor(config: LinkConfig, user: LinkUser, options: LinkOptions) {
    this.#config = config
    this.#user = user
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#backOff = new BackOff(options.random ?? Math.random, options.backOffMs)
    this.pace = paceOf(config)
  }

  get state(): LinkState {
    return this.#state
  }

  open(): void {
    if (this.#state.name === 'closed' && !this.#closing) this.#attempt()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close().finally(() => {
      this.#closing = undefined
    })
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#cancelRetry?.()
    const opening = this.#opening
    if (opening?.open) {
      const out = opening.queue
        .whenIdle()
        .then(() => new Promise<void>((done) => opening.transport.drain(done)))
      await within(this.#clock, this.#options.closeMs ?? 1_000, out, undefined)
    }
    if (this.#opening) this.#end(this.#opening, 'closed')
    this.#cancelRetry?.()
    this.#become({ name: 'closed' })
  }

  #attempt(): void {
    this.#generation += 1
    this.#become({ name: 'opening' })
    const opener = this.#options.openTransport ?? openerFor(this.#config)
    if (!opener) return this.#retryLater('misconfigured')
    const openLine = this.#config.echo ? withoutEcho(opener) : opener
    const transport = openLine({
      onOpen: () => this.#opened(opening),
      onData: (bytes) => this.#received(opening, bytes),
      onEnd: (fault) => this.#lose(opening, fault),
    })
    const opening = this.#newOpening(transport)
    this.#opening = opening
  }

  #newOpening(transport: Transport): Opening {
    const generation = this.#generation
    const lose = (fault: LinkFault) => this.#lose(opening, fault)
    const opening: Opening = {
      transport,
      alive: true,
      open: false,
      cancelTimeout: deadline(this.#clock, this.#options.openTimeoutMs ?? 5_000, () => lose('openTimeout')),
      queue: new WriteQueue({
        transport,
        pacer: new Pacer(this.pace),
        clock: this.#clock,
        stallMs: this.#options.stallMs ?? 10_000,
        onStall: () => lose('stalled'),
        onSent: (bytes) => (this.counters.bytesOut += bytes),
      }),
      line: {
        generation,
        get alive() {
          return opening.alive
        },
        write: (bytes, signal) => this.#write(opening, bytes, signal),
        turn: (task) => task(),
        ready: () => this.#ready(opening),
        drop: lose,
      },
    }
    return opening
  }

  #write(opening: Opening, bytes: Uint8Array, signal?: AbortSignal): Promise<WriteResult> {
    if (opening.alive && opening.open && !this.#closing) return opening.queue.push(bytes, signal)
    this.counters.refusedWrites += 1
    return Promise.resolve({ ok: false, fault: 'notReady', handedOver: 0 })
  }

  #opened(opening: Opening): void {
    if (!opening.alive) return
    opening.cancelTimeout()
    opening.open = true
    this.counters.opened += 1
    this.#become({ name: 'probing', generation: opening.line.generation })
    this.#user.onLine(opening.line)
  }

  #received(opening: Opening, bytes: Uint8Array): void {
    if (!opening.alive || !opening.open) return
    this.counters.bytesIn += bytes.length
    this.#user.onData(bytes, opening.line)
  }

  #ready(opening: Opening): void {
    if (!opening.alive || this.#state.name !== 'probing') return
    this.#backOff.reset()
    this.#become({ name: 'ready', generation: opening.line.generation })
  }

  #lose(opening: Opening, fault: LinkFault): void {
    if (!opening.alive) return
    this.#end(opening, fault)
    if (!this.#closing) this.#retryLater(fault)
  }

  #end(opening: Opening, fault: LinkFault): void {
    opening.alive = false
    opening.cancelTimeout()
    this.#opening = undefined
    opening.transport.destroy()
    opening.queue.fail(fault)
  }

  #retryLater(fault: LinkFault): void {
    this.counters.faults[fault] = (this.counters.faults[fault] ?? 0) + 1
    const retryInMs = this.#backOff.next()
    const cancelTimer = this.#clock.after(retryInMs, () => this.#retry())
    const cancelWatch = this.#watchNode(() => this.#retry())
    this.#cancelRetry = () => {
      cancelTimer()
      cancelWatch?.()
    }
    this.#become({ name: 'lost', fault, retryInMs })
  }

  #retry(): void {
    this.#cancelRetry?.()
    this.#attempt()
  }

  /** A cable that is put back is noticed at once; the back-off is for everything else. */
  #watchNode(onCome: () => void): Cancel | undefined {
    const target = linkTarget(this.#config.url)
    if (target.kind !== 'serial' || this.#options.openTransport) return undefined
    return whenNodeComes(target.path, onCome)
  }

  #become(state: LinkState): void {
    this.#state = state
    this.#user.onState(state)
  }
}

function openerFor(config: LinkConfig): OpenTransport | undefined {
  const target = linkTarget(config.url)
  switch (target.kind) {
    case 'serial':
      return (events) => openSerial(target.path, config, events)
    case 'tcp':
      return (events) => openTcp(target.host, target.port, events)
    case 'invalid':
      return undefined
  }
}
