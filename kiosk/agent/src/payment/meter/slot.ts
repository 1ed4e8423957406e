import { createChipSession, readMeterCard, repairMeterCard, writePurchase } from '@service-hall/drivers'
import type {
  CardReader,
  ChipSession,
  DeviceError,
  MeterCard,
  MeterKeyService,
  PurchaseOrder,
  PurchaseOutcome,
} from '@service-hall/drivers'
import { pause, reasonOf } from '@service-hall/server-kit'
import type { DeviceEvent } from '../../devices/station-devices.ts'
import type { Ports } from '../../ports.ts'

/** A card as it was read, in memory only; the parameter file makes a torn card good again. */
export type SlotCard = { card: MeterCard; parameterFile: Uint8Array }
/** `gone`: no card is inside. `torn`: half of its parameters. `none`: the wait was ended. */
export type SlotRead =
  { is: 'read'; read: SlotCard } | { is: 'unreadable' | 'torn' | 'notMeterCard' | 'gone' | 'none' }

const ACCEPT_MS = 60_000
const AGAIN_MS = 500
/** What half a parameter file reads as. */
const TORN: readonly string[] = ['badSum', 'notAFrame', 'badCardType', 'badContent']

/** The slot for meter cards (购电卡): takes a card in, reads it, writes it, gives it back. */
export class MeterSlot {
  readonly #ports: Ports
  /** Whether somebody who stands here has a card in it. */
  readonly #isWanted: () => boolean
  #isIn = false
  /** It was put into the gate, and is to be taken. */
  #isOffered = false

  constructor(ports: Ports, isWanted: () => boolean) {
    this.#ports = ports
    this.#isWanted = isWanted
  }

  get isReady(): boolean {
    return this.#ports.devices.ofKind('cardReader')[0]?.state.device === 'online'
  }

  /** A card is inside or in the gate, as far as the reader has said. */
  get isCardThere(): boolean {
    return this.#isIn
  }

  /** A card that is found inside after a restart stays for whoever goes on with it, else it is given back. */
  onEvent({ kind, event }: DeviceEvent): void {
    if (kind !== 'cardReader') return
    switch (event.type) {
      case 'cardInserted':
        this.#isIn = true
        this.#isOffered = false
        break
      case 'cardFound':
        this.#isIn = true
        if (!this.#isWanted()) this.eject()
        break
      case 'cardTaken':
      case 'cardPulled':
      case 'cardCaptured':
        this.#isIn = false
        this.#isOffered = false
        break
      case 'cardLeftBehind':
        break
    }
  }

  /** Waits for a card, until it was read or the signal says to end. One that is inside is read at once. */
  async take(signal: AbortSignal): Promise<SlotRead> {
    while (!signal.aborted) {
      const reader = this.#reader
      const taken = await reader?.accept({ timeoutMs: ACCEPT_MS, signal })
      if (signal.aborted) {
        // It slipped in at the last moment.
        if (taken?.ok) this.eject()
        break
      }
      if (taken?.ok || taken?.error.code === 'refused') {
        const read = await this.read()
        // The one before still lies in the gate.
        if (read.is !== 'gone') return read
      }
      await pause(this.#ports.clock, AGAIN_MS, signal)
    }
    return { is: 'none' }
  }

  /** Reads the card inside, powered anew. */
  async read(): Promise<SlotRead> {
    const powered = await this.#power()
    if ('error' in powered && powered.error.code === 'noMedia') return { is: 'gone' }
    this.#isOffered = false
    if ('error' in powered) return { is: 'unreadable' }
    const read = await readMeterCard(powered.session)
    if (read.ok) return { is: 'read', read: { card: read.card, parameterFile: read.parameterFile } }
    if (read.problem === 'notRead') return { is: read.error.code === 'noMedia' ? 'gone' : 'unreadable' }
    return { is: TORN.includes(read.problem) ? 'torn' : 'notMeterCard' }
  }

  /** Writes a purchase on the card inside; null: there is none that answers. */
  async write(order: PurchaseOrder, keys: MeterKeyService): Promise<PurchaseOutcome | null> {
    const powered = await this.#power()
    return 'session' in powered ? writePurchase(powered.session, keys, order) : null
  }

  /** Makes a card good that was torn out while its parameters were written. */
  async repair(serial: string, parameterFile: Uint8Array, keys: MeterKeyService): Promise<boolean> {
    const powered = await this.#power()
    if (!('session' in powered)) return false
    return (await repairMeterCard(powered.session, keys, { serial, parameterFile })).ok
  }

  /** Lets the customer have the card; once. */
  eject(): void {
    const reader = this.#reader
    if (this.#isOffered || !reader) return
    this.#isOffered = true
    void reader.eject().then(
      ({ ok }) => (this.#isOffered &&= ok),
      (cause: unknown) => this.#ports.log.warn('card.notEjected', { reason: reasonOf(cause) }),
    )
  }

  async #power(): Promise<{ session: ChipSession } | { error: DeviceError }> {
    const powered = await this.#reader?.powerOn()
    if (!powered) return { error: { code: 'noAnswer', action: 'clear' } }
    return powered.ok ? { session: createChipSession(powered.chip) } : { error: powered.error }
  }

  get #reader(): CardReader | undefined {
    return this.#ports.devices.ofKind('cardReader')[0]?.device
  }
}
