import type { LinkConfig } from '../../link/config.ts'
import type { Outcome, Device } from '../common/device.ts'
import type { PoweredChip } from './chip-channel.ts'
import type { OpenedMemoryCard } from './memory-card.ts'
import type { ReaderTiming } from './reader-timing.ts'

/**
 * Why a card was kept: `leftBehind` and `foundInside` by policy, `oddSize` because the reader does not bring a card too
 * long or too short back to the front, the others by the program.
 */
export type CaptureReason = 'leftBehind' | 'foundInside' | 'oddSize' | 'expired' | 'blocked' | 'operator'

/** What happens to cards; told once each, in order. An operation of the program is told by its result as well. */
export type CardReaderEvent =
  /** A card is held inside. */
  | { type: 'cardInserted' }
  /** A card was inside when the reader was found; `then` is what policy does with it. */
  | { type: 'cardFound'; then: FoundCardPolicy }
  /** The customer took the card out of the gate. */
  | { type: 'cardTaken' }
  /** An ejected card has been lying in the gate for `leftBehindMs`. */
  | { type: 'cardLeftBehind' }
  /** A card was kept; `count` is how many this driver has kept since it was made. */
  | { type: 'cardCaptured'; reason: CaptureReason; count: number }
  /** The card is gone although nobody let it out. */
  | { type: 'cardPulled' }

/**
 * What becomes of a card that is inside when the reader is found, say after a power cut: it is put into the gate, kept in
 * the bin, or left inside as if it had been taken in. In the gate it goes to whoever stands there, who need not be its
 * owner: where bank cards are taken in, `capture`, or `keep` until staff have looked, is the safer choice. A reader without
 * a motor can do no more than tell.
 */
export type FoundCardPolicy = 'eject' | 'capture' | 'keep'

/** What a reader does of its own accord; every field has a default. */
export type CardPolicy = {
  /** How long an ejected card may lie in the gate, ms; default 30,000. */
  leftBehindMs?: number
  /** What to do then, besides telling it; default `leave`. */
  whenLeftBehind?: 'leave' | 'capture'
  /** What to do with a card that is inside when the reader is found; default `eject`: its owner is mostly still there. */
  whenFoundInside?: FoundCardPolicy
}

/** A motor reader on a serial line. The line defaults to the speed and parity the profile is delivered with. */
export type SerialCardReaderConfig = CardPolicy & {
  id: string
  profile: 'crt310' | 'crt571' | 'sankyo'
  link: LinkConfig
  /** Number of the unit on its line, 0…15; CRT-571 and CRT-591-M only; default 0. */
  address?: number
  /** Deadlines, where the usual ones do not fit. */
  timing?: Partial<ReaderTiming>
}

/** A reader of the operating system's smart card service. */
export type PcscCardReaderConfig = CardPolicy & {
  id: string
  profile: 'pcsc'
  /** Part of the reader's name; default: the first reader found. */
  reader?: string
}

export type CardReaderConfig = SerialCardReaderConfig | PcscCardReaderConfig

/** How a card is waited for. */
export type AcceptOptions = {
  /** How long to wait for a card, ms. */
  timeoutMs: number
  /** Ends the wait early with `canceled`. */
  signal?: AbortSignal
}

/**
 * A reader of chip cards. Its entry is closed unless a card is asked for. Magnetic tracks are never asked for, and what
 * a reader tells of them unasked is thrown away where it comes in: no track data can leave a driver.
 *
 * This type is also the seam for readers whose makers publish a library but no byte protocol (Decard D3/D8/T8, Mingwah
 * RF/RD): an adapter over such a library that implements it takes its place beside the profiles here.
 */
export type CardReader = Device<CardReaderEvent> & {
  readonly kind: 'cardReader'
  /**
   * Opens the entry, waits for a card, takes it in and closes the entry again. `timeOut` when none came, `canceled` by
   * the signal, `invalidMedia` for a card too long or too short (it is given back, or told as `cardCaptured`), `refused` when one is inside already.
   */
  accept(options: AcceptOptions): Promise<Outcome>
  /** Powers the chip of the card inside: a cold reset, or with `cold: false` a warm one of a powered chip. */
  powerOn(options?: { cold?: boolean }): Promise<PoweredChip>
  powerOff(): Promise<Outcome>
  /** Powers the card inside as an SLE4442 memory card. `unsupported` where the reader cannot. */
  sle4442(): Promise<OpenedMemoryCard>
  /** Moves the card to the gate for the customer to take; `ok` when it lies there. `cardTaken` or `cardLeftBehind` follows. */
  eject(): Promise<Outcome>
  /** Keeps the card. `captureBinFull` when there is no room, `unsupported` where there is no bin. */
  capture(reason: CaptureReason): Promise<Outcome>
  /** Resets the mechanics after a jam, without moving a card. For operators: overuse can do damage. */
  reset(): Promise<Outcome>
}
