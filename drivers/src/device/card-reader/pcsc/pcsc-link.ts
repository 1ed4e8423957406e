import { delay } from '../../../clock.ts'
import type { Cancel, Clock } from '../../../clock.ts'
import { BackOff } from '../../../link/back-off.ts'
import type { LinkCounters, LinkFault } from '../../../link/faults.ts'
import type { LinkState } from '../../../link/link.ts'
import { loadPcsc } from './load-pcsc.ts'
import type { PcscBinding, PcscClient, PcscReader } from './binding.ts'
import { faultOfPcsc } from './pcsc-errors.ts'

/** How long the service may take to name the reader before it counts as missing, ms. */
const NAMING_MS = 1_000
/** Silence after which a client can be stopped, ms, and how often it is waited for. */
const QUIET_MS = 300
const MAX_QUIET_TURNS = 5

export type PcscLinkUser = {
  /** The reader is there, or is gone: then whatever was connected in it is void. */
  onReader(reader: PcscReader | undefined): void
  /** Flags of the reader's state, first and whenever they change. */
  onFlags(flags: number): void
  onState(state: LinkState): void
}

type Parts = {
  /** Part of the reader's name. */
  name: string
  user: PcscLinkUser
  clock: Clock
  random: () => number
  load?: () => PcscBinding | undefined
}

/**
 * Keeps hold of one reader of the PC/SC service: waits for it when it is unplugged, and asks for the service again, with
 * growing pauses, when that is not there. What a service of before still tells is not heard.
 */
export class PcscLink {
  readonly counters: LinkCounters = { bytesIn: 0, bytesOut: 0, opened: 0, refusedWrites: 0, faults: {} }
  readonly #parts: Parts
  readonly #backOff: BackOff
  #state: LinkState = { name: 'closed' }
  #client: PcscClient | undefined
  #reader: PcscReader | undefined
  #cancel: Cancel | undefined
  #heardAt = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#backOff = new BackOff(parts.random)
  }

  get state(): LinkState {
    return this.#state
  }

  open(): void {
    if (this.#state.name === 'closed') this.#connect()
  }

  /** Lets go of the service once it is quiet; see `#stopQuietly`. */
  async close(): Promise<void> {
    const client = this.#letGo()
    this.#become({ name: 'closed' })
    if (client) await this.#stopQuietly(client)
  }

  #connect(): void {
    this.#become({ name: 'opening' })
    const binding = (this.#parts.load ?? loadPcsc)()
    if (!binding) return this.#lose('misconfigured')
    try {
      const client = new binding.Client()
      this.#client = client
      client.on('error', (error) => this.#client === client && this.#lose(faultOfPcsc(error)))
      client.on('reader', (reader) => this.#client === client && this.#meet(reader))
      client.start()
    } catch (error) {
      return this.#lose(faultOfPcsc(error))
    }
    this.#cancel = this.#parts.clock.after(NAMING_MS, () => this.#miss())
  }

  #meet(reader: PcscReader): void {
    this.#heardAt = this.#parts.clock.monotonic()
    reader.on('change', () => (this.#heardAt = this.#parts.clock.monotonic()))
    if (this.#reader || !reader.name().includes(this.#parts.name)) return
    this.#cancel?.()
    this.#reader = reader
    const { user } = this.#parts
    reader.on('change', ({ raw }) => {
      if (this.#reader !== reader) return
      const isFirst = this.#state.name !== 'ready'
      user.onFlags(raw)
      if (isFirst) this.#ready()
    })
    reader.on('disconnect', () => {
      if (this.#reader !== reader) return
      this.#reader = undefined
      user.onReader(undefined)
      this.#miss()
    })
    user.onReader(reader)
  }

  /** What lies in the reader is known as well. */
  #ready(): void {
    this.#backOff.reset()
    this.counters.opened += 1
    this.#become({ name: 'ready', generation: this.counters.opened })
  }

  /** The service is there but not the reader; it will tell when one comes. */
  #miss(): void {
    this.#count('noNode')
    this.#become({ name: 'lost', fault: 'noNode', retryInMs: 0 })
  }

  #lose(fault: LinkFault): void {
    const client = this.#letGo()
    if (client) this.#stop(client)
    this.#count(fault)
    const retryInMs = this.#backOff.next()
    this.#cancel = this.#parts.clock.after(retryInMs, () => this.#connect())
    this.#become({ name: 'lost', fault, retryInMs })
  }

  #letGo(): PcscClient | undefined {
    this.#cancel?.()
    const client = this.#client
    this.#client = undefined
    if (this.#reader) {
      this.#reader = undefined
      this.#parts.user.onReader(undefined)
    }
    return client
  }

  /**
   * Stops a client that is at work, when it has told nothing for a while: a stop that meets an event in the binding's own
   * thread is lost on it, and blocks the whole process until that thread looks up again, 60 s later (measured with
   * pcsc-mini 0.1.3 and pcscd 1.9.9).
   */
  async #stopQuietly(client: PcscClient): Promise<void> {
    const { clock } = this.#parts
    for (let turn = 0; turn < MAX_QUIET_TURNS; turn += 1) {
      const quietMs = clock.monotonic() - this.#heardAt
      if (quietMs >= QUIET_MS) break
      await delay(clock, QUIET_MS - quietMs)
    }
    this.#stop(client)
  }

  #stop(client: PcscClient): void {
    try {
      client.stop()
    } catch (error) {
      // Stopping a service that has died already; it is counted, and the client is not used again.
      this.#count(faultOfPcsc(error))
    }
  }

  #count(fault: LinkFault): void {
    this.counters.faults[fault] = (this.counters.faults[fault] ?? 0) + 1
  }

  #become(state: LinkState): void {
    this.#state = state
    this.#parts.user.onState(state)
  }
}
