import type { AccountAsked } from '@service-hall/contract'
import type { IdReader } from '@service-hall/drivers'
import { pause } from '@service-hall/server-kit'
import type { DeviceEvent } from '../devices/station-devices.ts'
import type { Ports } from '../ports.ts'
import type { MeterSlot, SlotRead } from './meter/slot.ts'

const SCAN_MS = 60_000
const AGAIN_MS = 1_000

/** Looks for what says who the customer is while that is asked: an ID card, a barcode of a bill. */
export class Identifying {
  readonly #ports: Ports
  readonly #onFound: (who: AccountAsked) => void
  #scanning: AbortController | null = null
  #armed: IdReader | undefined

  readonly #slot: MeterSlot
  readonly #onCard: (read: Exclude<SlotRead, { is: 'none' }>) => void

  constructor(
    ports: Ports,
    slot: MeterSlot,
    on: { found: (who: AccountAsked) => void; card: (read: Exclude<SlotRead, { is: 'none' }>) => void },
  ) {
    this.#ports = ports
    this.#slot = slot
    this.#onFound = on.found
    this.#onCard = on.card
  }

  follow(isAsked: boolean): void {
    if (!isAsked) return this.stop()
    this.#arm()
    if (this.#scanning) return
    this.#scanning = new AbortController()
    const { signal } = this.#scanning
    void this.#keepLooking(signal, 'code', (until) => this.#scan(until))
    void this.#keepLooking(signal, 'card', (until) => this.#takeCard(until))
  }

  /** An ID card was read while it was asked for. Its number goes to the hall and stays nowhere. */
  onEvent({ kind, event }: DeviceEvent): void {
    if (!this.#scanning || kind !== 'idReader' || event.type !== 'cardRead') return
    this.#onFound({ by: 'idNumber', idNumber: event.person.idNumber })
  }

  stop(): void {
    this.#scanning?.abort()
    this.#scanning = null
    this.#armed?.disarm()
    this.#armed = undefined
  }

  /** A hall whose rules ask for ID cards has its reader looking already. */
  #arm(): void {
    const { hall, devices } = this.#ports
    if (this.#armed || hall.config?.identification) return
    this.#armed = devices.ofKind('idReader')[0]?.device
    this.#armed?.arm()
  }

  async #takeCard(signal: AbortSignal): Promise<boolean> {
    const read = await this.#slot.take(signal)
    if (signal.aborted || read.is === 'none') return false
    this.#onCard(read)
    return true
  }

  async #scan(signal: AbortSignal): Promise<boolean> {
    const scanner = this.#ports.devices.ofKind('codeScanner')[0]
    const read = await scanner?.device.scan({ timeoutMs: SCAN_MS, signal })
    if (signal.aborted || !read?.ok) return false
    // A customer's payment code is no bill.
    if (read.code.purpose !== 'payment')
      this.#onFound({ by: 'billBarcode', barcode: read.code.text.slice(0, 128) })
    return true
  }

  /** Looks until the signal; after a pause where a look found nothing or failed. */
  async #keepLooking(
    signal: AbortSignal,
    at: 'card' | 'code',
    look: (signal: AbortSignal) => Promise<boolean>,
  ): Promise<void> {
    const { clock, log } = this.#ports
    while (!signal.aborted) {
      const hasFound = await look(signal).catch((cause: unknown) => {
        log.error('payment.notLooked', cause, { at })
        return false
      })
      if (!hasFound) await pause(clock, AGAIN_MS, signal)
    }
  }
}
