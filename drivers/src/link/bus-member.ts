import { within } from '../clock.ts'
import type { Cancel } from '../clock.ts'
import { withEither } from '../either-signal.ts'
import { BackOff } from './back-off.ts'
import type { Bus, BusManners } from './bus.ts'
import type { LinkCounters, LinkFault } from './faults.ts'
import type { Line, Link, LinkState, LinkUser } from './link.ts'
import type { WriteResult } from './write-queue.ts'

type Opening = { line: Line; alive: boolean; end: AbortController }

/** One device's share of a bus: a link like any other, except that losing it leaves the port to the others. */
export class BusMember implements Link {
  readonly counters: LinkCounters = { bytesIn: 0, bytesOut: 0, opened: 0, refusedWrites: 0, faults: {} }
  readonly overhears: boolean
  readonly #bus: Bus
  readonly #user: LinkUser
  readonly #backOff: BackOff
  #state: LinkState = { name: 'closed' }
  #opening: Opening | undefined
  #generation = 0
  #cancelRetry: Cancel | undefined
  #tasks = new Set<Promise<unknown>>()
  #closing: Promise<void> | undefined

  constructor(bus: Bus, user: LinkUser, { overhears = false }: BusManners) {
    this.#bus = bus
    this.#user = user
    this.overhears = overhears
    this.#backOff = new BackOff(bus.options.random ?? Math.random, bus.options.backOffMs)
  }

  get state(): LinkState {
    return this.#state
  }

  get pace(): number | undefined {
    return this.#bus.pace
  }

  /** Whether it speaks, or may speak, on the present port. */
  get alive(): boolean {
    return this.#opening !== undefined
  }

  open(): void {
    if (this.#state.name !== 'closed' || this.#closing) return
    this.#become({ name: 'opening' })
    this.#bus.open(this)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close().finally(() => {
      this.#closing = undefined
    })
    return this.#closing
  }

  /** The port is open: a line of the next generation begins. */
  begin(): void {
    this.#cancelRetry?.()
    this.#generation += 1
    this.counters.opened += 1
    const opening = this.#newOpening(this.#generation)
    this.#opening = opening
    this.#become({ name: 'probing', generation: this.#generation })
    this.#user.onLine(opening.line)
  }

  hear(bytes: Uint8Array): void {
    if (!this.#opening) return
    this.counters.bytesIn += bytes.length
    this.#user.onData(bytes, this.#opening.line)
  }

  /** The port went another way: without it there is no line. */
  follow(state: LinkState): void {
    if (state.name === 'opening') this.#become({ name: 'opening' })
    if (state.name !== 'lost') return
    this.#cancelRetry?.()
    this.#end()
    this.#count(state.fault)
    this.#become(state)
  }

  /** Gives its line up and tries again later, while the port stays open for the others. */
  lose(fault: LinkFault): void {
    if (!this.#opening) return
    this.#end()
    if (this.#bus.dropIfDeserted(fault)) return
    this.#count(fault)
    const retryInMs = this.#backOff.next()
    this.#cancelRetry = this.#bus.clock.after(retryInMs, () => this.begin())
    this.#become({ name: 'lost', fault, retryInMs })
  }

  async #close(): Promise<void> {
    this.#cancelRetry?.()
    const { closeMs = 1_000 } = this.#bus.options
    await within(this.#bus.clock, closeMs, Promise.allSettled([...this.#tasks]), undefined)
    this.#end()
    await this.#bus.close(this)
    this.#become({ name: 'closed' })
  }

  #newOpening(generation: number): Opening {
    const opening: Opening = {
      alive: true,
      end: new AbortController(),
      line: {
        generation,
        get alive() {
          return opening.alive
        },
        write: (bytes, signal) => this.#write(opening, bytes, signal),
        turn: (task) => this.#turn(opening, task),
        ready: () => this.#ready(opening),
        drop: (fault) => opening.alive && this.lose(fault),
      },
    }
    return opening
  }

  /** On a dead line the task runs at once: whatever it wants to send is refused. */
  #turn<T>(opening: Opening, task: () => Promise<T>): Promise<T> {
    if (!opening.alive) return task()
    const turn = this.#bus.turn(this, task)
    this.#tasks.add(turn)
    const forget = () => this.#tasks.delete(turn)
    turn.then(forget, forget)
    return turn
  }

  #write(opening: Opening, bytes: Uint8Array, signal?: AbortSignal): Promise<WriteResult> {
    if (this.#closing) return this.#refuse()
    const { end } = opening
    const send = () => withEither(end.signal, signal, (either) => this.#send(opening, bytes, either))
    return this.#bus.isHolder(this) ? send() : this.#turn(opening, send)
  }

  async #send(opening: Opening, bytes: Uint8Array, signal: AbortSignal): Promise<WriteResult> {
    if (!opening.alive) return this.#refuse()
    const result = await this.#bus.write(bytes, signal)
    this.counters.bytesOut += result.ok ? bytes.length : result.handedOver
    return result
  }

  #refuse(): Promise<WriteResult> {
    this.counters.refusedWrites += 1
    return Promise.resolve({ ok: false, fault: 'notReady', handedOver: 0 })
  }

  #ready(opening: Opening): void {
    if (!opening.alive || this.#state.name !== 'probing') return
    this.#backOff.reset()
    this.#bus.answered()
    this.#become({ name: 'ready', generation: opening.line.generation })
  }

  #end(): void {
    const opening = this.#opening
    if (!opening) return
    opening.alive = false
    opening.end.abort()
    this.#opening = undefined
    this.#bus.leave(this)
  }

  #count(fault: LinkFault): void {
    this.counters.faults[fault] = (this.counters.faults[fault] ?? 0) + 1
  }

  #become(state: LinkState): void {
    this.#state = state
    this.#user.onState(state)
  }
}
