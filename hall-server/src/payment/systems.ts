import type { PaymentCredential } from '@service-hall/contract'
import type { Clock, TokenBucket } from '@service-hall/server-kit'
import type { Billing } from '../billing/port.ts'
import type { Channel, ChannelKind } from './channel/port.ts'
import type { DeliveryWaits } from './agreed-waits.ts'

/** A channel that this hall has settings for. */
export type OpenChannel = { kind: ChannelKind; channel: Channel }

/** What payments need outside of the hall, and what they remember in memory alone. */
export type PaymentSystems = {
  /** Null: the hall's file names no billing system, and no payment is taken. */
  billing: Billing | null
  channels: ReadonlyMap<string, OpenChannel>
  shelf: CredentialShelf
  /** Notices that cannot be verified are noted so often: whoever sends them must not fill the journal. */
  refusedNotices: TokenBucket
  /** Waits between tries of a write-off; absent: `deliveryWaits`. */
  deliveryWaits?: DeliveryWaits
  /** Aborted when the server ends: what waits for its next look looks no more. */
  stopping: AbortSignal
}

/** How long what a customer brought is kept for a channel that is about to be asked, ms. */
const KEPT_MS = 60_000

/**
 * What customers brought with commands that are being decided: cards and codes stay in memory, and go when they were taken. A
 * command without any has a row too: an effect that finds none was begun by an earlier run, and cannot know how far it came.
 */
export class CredentialShelf {
  readonly #clock: Clock
  readonly #rows = new Map<string, { credential: PaymentCredential | null; cancel: () => void }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  put(commandId: string, credential: PaymentCredential | null): void {
    this.#rows.get(commandId)?.cancel()
    const cancel = this.#clock.after(KEPT_MS, () => this.#rows.delete(commandId))
    this.#rows.set(commandId, { credential, cancel })
  }

  /** Takes it away; undefined: this run knows nothing of that command. */
  take(commandId: string | undefined): { credential: PaymentCredential | null } | undefined {
    if (commandId === undefined) return undefined
    const row = this.#rows.get(commandId)
    row?.cancel()
    this.#rows.delete(commandId)
    return row
  }
}
