import { deadline } from '../../../clock.ts'
import type { Cancel, Clock } from '../../../clock.ts'
import { BackOff } from '../../../link/back-off.ts'
import type { LinkCounters, LinkFault } from '../../../link/faults.ts'
import type { LinkState } from '../../../link/link.ts'
import { loadPcsc } from './load-pcsc.ts'
import type { PcscBinding, PcscClient, PcscReader } from './binding.ts'
import { faultOfPcsc } from './pcsc-errors.ts'

/** How long the service may take to name the reader before it counts as missing, ms. */
const NAMING_MS = 1_000

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

  /** Lets go of the service. */
  close(): void {
    this.#letGo()?.stop()
    this.#become({ name: 'closed' })
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
    this.#cancel = deadline(this.#parts.clock, NAMING_MS, () => this.#miss())
  }

  #meet(reader: PcscReader): void {
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
    this.#letGo()?.stop()
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

  #count(fault: LinkFault): void {
    this.counters.faults[fault] = (this.counters.faults[fault] ?? 0) + 1
  }

  #become(state: LinkState): void {
    this.#state = state
    this.#parts.user.onState(state)
  }
}
