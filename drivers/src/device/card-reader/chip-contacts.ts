import type { Outcome } from '../common/device.ts'
import type { ChipState, DeviceError } from '../common/status.ts'
import type { ChipReply, PoweredChip } from './chip-channel.ts'
import { chipChannel, PowerLease } from './power-lease.ts'
import type { ChipStart, Command, Dialect } from './dialect.ts'
import type { Mechanics } from './mechanics.ts'
import type { OpenedMemoryCard } from './memory-card.ts'
import { sle4442Card } from './sle4442.ts'

/** Does a thing when its turn comes, or says why the reader cannot be reached. */
export type InTurn = <T extends { ok: boolean }>(
  task: () => Promise<T>,
) => Promise<T | { ok: false; error: DeviceError }>

const noMedia: DeviceError = { code: 'noMedia', action: 'clear' }
const mute: DeviceError = { code: 'atrNotObtained', action: 'clear' }
const unread: DeviceError = { code: 'readFailed', action: 'clear' }
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }

/** The contacts of a reader and what is powered at them. */
export class ChipContacts {
  readonly #dialect: Dialect
  readonly #mechanics: Mechanics
  readonly #inTurn: InTurn
  #lease: PowerLease | undefined
  #state: ChipState = 'poweredOff'

  constructor(dialect: Dialect, mechanics: Mechanics, inTurn: InTurn) {
    this.#dialect = dialect
    this.#mechanics = mechanics
    this.#inTurn = inTurn
  }

  get state(): ChipState {
    return this.#state
  }

  async powerOn(cold: boolean): Promise<PoweredChip> {
    const { chip } = this.#dialect
    const warm = !cold && this.#lease?.alive === true
    const ready: Outcome = warm ? { ok: true } : await this.#prepare(chip.prepare)
    if (!ready.ok) return ready
    this.end()
    const answer = await this.#mechanics.ask(chip.reset(!warm))
    const start = answer.ok ? chip.start(answer) : undefined
    if (!start) {
      this.#state = 'hardwareError'
      return { ok: false, error: answer.ok ? mute : answer.error }
    }
    const lease = this.#power()
    const exchange = (apdu: Uint8Array) =>
      this.#whilePowered(lease, () => this.#exchange(start.protocol, apdu))
    return { ok: true, chip: chipChannel(start, lease, exchange) }
  }

  /** Powers down and lets the contacts go, so that the card can be moved. */
  async powerOff(): Promise<Outcome> {
    if (this.#state === 'poweredOff') return { ok: true }
    this.end()
    for (const step of this.#dialect.chip.off) {
      const answer = await this.#mechanics.ask(step)
      if (!answer.ok) return answer
    }
    return { ok: true }
  }

  async openMemoryCard(): Promise<OpenedMemoryCard> {
    const { memory } = this.#dialect
    if (!memory) return { ok: false, error: unsupported }
    const opened = await this.#prepare(memory.open)
    if (!opened.ok) return opened
    this.end()
    const lease = this.#power()
    const ask = (command: Command) => this.#whilePowered(lease, () => this.#mechanics.ask(command))
    return { ok: true, card: sle4442Card(memory, ask) }
  }

  /** Power, card or line are gone: whoever still holds a channel or a memory card gets nothing more. */
  end(): void {
    this.#lease?.end()
    this.#lease = undefined
    this.#state = 'poweredOff'
  }

  #power(): PowerLease {
    this.#state = 'online'
    return (this.#lease = new PowerLease())
  }

  /** The lease may end while a task waits for its turn. */
  #whilePowered<T extends { ok: boolean }>(lease: PowerLease, task: () => Promise<T>) {
    return this.#inTurn(async () => (lease.alive ? task() : { ok: false as const, error: noMedia }))
  }

  async #exchange(protocol: ChipStart['protocol'], apdu: Uint8Array): Promise<ChipReply> {
    const { chip } = this.#dialect
    const answer = await this.#mechanics.ask(chip.exchange(protocol, apdu))
    if (!answer.ok) return answer
    const got = chip.response(answer.data)
    return got ? { ok: true, response: Uint8Array.from(got) } : { ok: false, error: unread }
  }

  /** Takes the steps towards a card inside, each of which must succeed. */
  async #prepare(steps: readonly Command[]): Promise<Outcome> {
    const looked = await this.#mechanics.look()
    if (!looked.ok) return looked
    if (looked.seen.card !== 'inside') return { ok: false, error: noMedia }
    const touched = await this.#mechanics.move(
      this.#dialect.chip.toContacts,
      ({ card, contacts }, said) => card === 'inside' && (contacts ?? said),
    )
    if (!touched.ok) return touched
    for (const step of steps) {
      const answer = await this.#mechanics.ask(step)
      if (!answer.ok) return this.#mechanics.fail(answer.error)
    }
    return { ok: true }
  }
}
