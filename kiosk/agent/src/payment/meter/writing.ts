import { lookUp } from '@service-hall/contract'
import type { PaymentOrder, PaymentOrderId } from '@service-hall/contract'
import type { UnclearPurchase } from '@service-hall/drivers'
import { pause } from '@service-hall/server-kit'
import { knownCommands } from '../../outbox/state.ts'
import type { Ports } from '../../ports.ts'
import { hallKeys } from './keys.ts'
import { settle } from './settling.ts'
import type { NotYet } from './settling.ts'
import type { MeterSlot, SlotCard, SlotRead } from './slot.ts'

/** How long the card may stay away, ms; the hall has a cashier look after it from then on (its `due.ts`). */
const REPAIR_MS = 180_000
/** The same card is written again by itself so often, before its customer is asked to put it in once more. */
const TRIES = 2
/** How long the reader may take to come back after the program began anew, and the line to the hall, ms. */
const BACK_MS = 20_000
const LOOK_MS = 200

export type MeterShown =
  | { is: 'writing'; phase: 'writing' | 'readingBack' }
  | { is: 'repair'; why: NotYet; leftMs: number }
  /** What was read is on its way to the hall; `since`: the hall's clock, epoch ms. */
  | { is: 'told'; isWritten: boolean; since: number }
  /** It is left to another visit, or to staff. */
  | { is: 'givenUp' }

type Writing = {
  orderId: string
  sale: UnclearPurchase
  stopping: AbortController
  shown: Exclude<MeterShown, { is: 'repair' }> | { is: 'repair'; why: NotYet }
  /** When the card has stayed away too long, on the monotonic clock. */
  until: number
  /** The card was read after the last attempt to write, and does not carry it. */
  isProvenUnwritten: boolean
}

/**
 * Writes what was sold to the meter card. Whatever happened, the card is read and its count decides: written already, to be
 * written again under the same count, or another card.
 */
export class MeterWriting {
  readonly #ports: Ports
  readonly #slot: MeterSlot
  readonly #onChanged: () => void
  #now: Writing | null = null
  /** The card of this visit, as it was read before; null: this program never saw it. */
  #known: SlotCard | null = null

  constructor(ports: Ports, slot: MeterSlot, onChanged: () => void) {
    this.#ports = ports
    this.#slot = slot
    this.#onChanged = onChanged
  }

  /** Whether the card that is in the slot is waited for here. */
  get isWaiting(): boolean {
    return this.#now?.shown.is === 'writing' || this.#now?.shown.is === 'repair'
  }

  remember(known: SlotCard | null): void {
    this.#known = known
  }

  /** To be told of the order of whoever stands here, after every change. */
  follow(order: PaymentOrder | undefined): void {
    const { delivery } = order ?? {}
    const serial = lookUp(this.#ports.memory.state.paymentOrders, order?.id ?? '')?.cardSerial
    if (!order || delivery?.state !== 'sold' || serial === undefined) return this.stop()
    if (this.#now?.orderId === order.id) return this.#endDue(this.#now)
    this.stop()
    const told = delivery.readBack?.count ?? this.#toldOf(order.id)
    const { clock, hall } = this.#ports
    const now: Writing = (this.#now = {
      orderId: order.id,
      sale: { serial, amountFen: delivery.fen, count: delivery.count ?? 0 },
      stopping: new AbortController(),
      shown:
        told === undefined
          ? { is: 'writing', phase: 'writing' }
          : { is: 'told', isWritten: told === delivery.count, since: hall.hallNow() },
      ...{ until: clock.monotonic() + REPAIR_MS, isProvenUnwritten: false },
    })
    // What was told to the hall stands, whatever the card says now.
    if (told !== undefined) return
    void this.#run(now).catch((cause: unknown) => {
      this.#ports.log.error('meterCard.failed', cause, { order: order.id })
      this.#giveUp(now)
    })
  }

  shown(order: PaymentOrder): MeterShown | null {
    const now = this.#now
    if (now?.orderId !== order.id) return null
    if (now.shown.is !== 'repair') return now.shown
    const leftMs = Math.max(0, Math.round(now.until - this.#ports.clock.monotonic()))
    return { ...now.shown, leftMs }
  }

  /** The customer leaves it to staff. */
  giveUp(): void {
    if (this.#now?.shown.is === 'repair') this.#giveUp(this.#now)
  }

  stop(): void {
    this.#now?.stopping.abort()
    this.#now = null
  }

  #endDue(now: Writing): void {
    if (now.shown.is === 'repair' && this.#ports.clock.monotonic() >= now.until) this.#giveUp(now)
  }

  /** A card that certainly carries nothing has its money given back; otherwise it is put right at another visit. */
  #giveUp(now: Writing): void {
    now.stopping.abort()
    this.#slot.eject()
    if (now.isProvenUnwritten) this.#tell(now, now.sale.count - 1)
    else this.#show(now, { is: 'givenUp' })
  }

  async #run(now: Writing): Promise<void> {
    const { signal } = now.stopping
    await this.#until(() => this.#slot.isReady, signal)
    let read: SlotRead = await this.#slot.read()
    for (let tries = 1; !signal.aborted; tries += 1) {
      this.#show(now, { is: 'writing', phase: 'writing' })
      // The keys are the utility's.
      await this.#until(() => this.#ports.link.isOnline, signal)
      const came = await settle(now.sale, read, this.#tools(now))
      if (came.is === 'written') return this.#tell(now, now.sale.count)
      if (signal.aborted) return
      // A card that was read is known better than one that is away.
      if (came.why === 'fault') now.isProvenUnwritten = came.isProven
      if (came.why === 'fault' && tries < TRIES) {
        read = await this.#slot.read()
        continue
      }
      this.#show(now, { is: 'repair', why: came.why })
      this.#slot.eject()
      tries = 0
      read = await this.#slot.take(signal)
    }
  }

  #tools(now: Writing): Parameters<typeof settle>[2] {
    const { link, log } = this.#ports
    return {
      ...{ slot: this.#slot, keys: hallKeys(link, now.orderId), known: this.#known },
      onWritten: (outcome) => {
        const reason = outcome?.outcome === 'notWritten' ? outcome.reason : undefined
        log.info('meterCard.write', { order: now.orderId, outcome: outcome?.outcome ?? 'noCard', reason })
        this.#show(now, { is: 'writing', phase: 'readingBack' })
      },
    }
  }

  async #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    const { clock } = this.#ports
    const until = clock.monotonic() + BACK_MS
    while (!isSo() && !signal.aborted && clock.monotonic() < until) await pause(clock, LOOK_MS, signal)
  }

  /** The count that was read decides at the hall; on disk until it has answered. */
  #tell(now: Writing, count: number): void {
    const { memory, newId, hall } = this.#ports
    const orderId = now.orderId as PaymentOrderId
    const id = newId()
    const isKept = memory.record([
      { type: 'CommandQueued', command: { type: 'payment.meterCard', id, orderId, count } },
    ])
    this.#slot.eject()
    this.#show(
      now,
      isKept ? { is: 'told', isWritten: count === now.sale.count, since: hall.hallNow() } : { is: 'givenUp' },
    )
  }

  /** The count that was told to the hall already, and is not answered yet. */
  #toldOf(orderId: string): number | undefined {
    const told = knownCommands(this.#ports.memory.state.outbox).find(
      (one) => one.type === 'payment.meterCard' && one.orderId === orderId,
    )
    return told?.type === 'payment.meterCard' ? told.count : undefined
  }

  #show(now: Writing, shown: Writing['shown']): void {
    if (this.#now !== now) return
    now.shown = shown
    this.#onChanged()
  }
}
