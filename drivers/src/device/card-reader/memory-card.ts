import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/status.ts'

export type MemoryData = { ok: true; data: Uint8Array } | { ok: false; error: DeviceError }

/** How many wrong codes a card still forgives: 3 on a fresh card, 0 when it is locked for ever. */
export type CodeTries = { ok: true; triesLeft: number } | { ok: false; error: DeviceError }

/** `securityFail` when the code was wrong or not tried; `triesLeft` says how many are left, if that is known. */
export type Verified = { ok: true } | { ok: false; error: DeviceError; triesLeft?: number }

/**
 * A memory card of the SLE4442 type (Infineon SLE 4432/4442 data book): 256 bytes, of which the first 32 can each be
 * protected for ever, a code of three bytes (PSC) and a counter of three tries.
 */
export type MemoryCard = {
  /** Reads `length` bytes from `offset`; `invalidData` outside 0…255. */
  read(offset: number, length: number): Promise<MemoryData>
  /** Asks the card's error counter; costs no try. */
  triesLeft(): Promise<CodeTries>
  /**
   * Tries a code of three bytes. The counter is asked before; with one try left the code is not tried unless `force` is
   * set, because a third wrong one locks the card for ever.
   */
  verify(code: Uint8Array, options?: { force?: boolean }): Promise<Verified>
  /** Writes from `offset`; the code must have been verified since the card was powered. Read it back to be sure. */
  write(offset: number, data: Uint8Array): Promise<Outcome>
  /** The 32 protection bits, as four bytes, lowest address in bit 0 of the first; a 0 bit is protected. */
  protection(): Promise<MemoryData>
  /** Protects bytes 0…31 for ever, those from `offset` on that equal `data`: the card compares before it protects. */
  protect(offset: number, data: Uint8Array): Promise<Outcome>
}

export type OpenedMemoryCard = { ok: true; card: MemoryCard } | { ok: false; error: DeviceError }
