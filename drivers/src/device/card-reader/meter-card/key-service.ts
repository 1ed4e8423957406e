import { within } from '../../../clock.ts'
import type { Clock } from '../../../clock.ts'

/** What is computed over: the chip's number, from which its keys are derived, and a challenge that is used once. */
export type KeyRequest = { serial: Uint8Array; challenge: Uint8Array }

/**
 * The utility's security module (加密机) or whatever stands before it. Keys never come to the driver: it asks for results.
 * A rejected promise, or one that takes too long, ends a purchase.
 */
export type MeterKeyService = {
  /** The 8 bytes a genuine card answers to our challenge of 8 bytes (INTERNAL AUTHENTICATE, key 01). */
  cardResponse(request: KeyRequest): Promise<Uint8Array>
  /** The 8 bytes that answer the card's challenge of 8 bytes (EXTERNAL AUTHENTICATE, key 02). */
  hostResponse(request: KeyRequest): Promise<Uint8Array>
  /** The MAC of 4 bytes over a write: `message` is its header (CLA INS P1 P2 Lc, MAC included in Lc) and its data. */
  mac(request: KeyRequest & { message: Uint8Array }): Promise<Uint8Array>
}

/** The same service with failures as values: `undefined` after `ms` milliseconds, a rejection, or a result of another length. */
export type BoundedKeyService = {
  [Name in keyof MeterKeyService]: (
    request: Parameters<MeterKeyService[Name]>[0],
  ) => Promise<Uint8Array | undefined>
}

export function boundedKeyService(keys: MeterKeyService, clock: Clock, ms: number): BoundedKeyService {
  async function result(length: number, ask: () => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
    // A service that throws instead of rejecting is no different. Why it failed is its owner's to log: he made it, and
    // its words may name what no driver should know.
    const asked = Promise.resolve().then(ask)
    const bytes = await within(
      clock,
      ms,
      asked.catch(() => undefined),
      undefined,
    )
    return bytes?.length === length ? bytes : undefined
  }
  return {
    cardResponse: (request) => result(8, () => keys.cardResponse(request)),
    hostResponse: (request) => result(8, () => keys.hostResponse(request)),
    mac: (request) => result(4, () => keys.mac(request)),
  }
}
