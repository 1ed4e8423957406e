import type { CashMemory } from './cash-acceptor.ts'

/** One event of a ccTalk acceptor: two bytes whose meaning differs between coins and bills. */
export type CctalkEvent = { a: number; b: number }

/** Which events are new since the memory, oldest first. */
export type NewEvents = {
  events: readonly CctalkEvent[]
  /** Events that fell out of the acceptor's buffer before they were read. */
  lost: number
  /** The acceptor was reset since: what it had not told yet is forgotten. */
  wasReset: boolean
  /**
   * Something of the last reading was found again, or nothing was known before. A sum of one byte fits a spoilt frame
   * now and then; a reading that joins on to nothing may be one, and its events have been credited before.
   */
  joins: boolean
  eventCounter: NonNullable<CashMemory['eventCounter']>
}

const SLOTS = 5

/**
 * Reads a buffer of events (headers 159 and 229): a counter and the last five events, newest first. The counter is 0
 * after a reset and else runs 1…255, 1… ("ccTalk Generic Specification", part 2). The buffer remembered from the last
 * reading must be found again behind the new events; when it is not, the acceptor was reset in between. When it is, that
 * proves nothing: an acceptor that began anew counts the same numbers, and the same coin may have been its first.
 */
export function newEvents(data: Uint8Array, known: CashMemory['eventCounter']): NewEvents | undefined {
  if (data.length < 1 + SLOTS * 2) return undefined
  const value = data[0] ?? 0
  const buffer = [...data.subarray(1, 1 + SLOTS * 2)]
  const eventCounter = { value, buffer }
  // Nothing is known of what was before: begin here.
  if (!known) return { events: [], lost: 0, wasReset: false, joins: true, eventCounter }
  const passed = known.value === 0 ? value : (value - known.value + 255) % 255
  const wasReset =
    (value === 0 && known.value !== 0) ||
    !follows(buffer, known.buffer, passed) ||
    (passed >= SLOTS && hasRoom(buffer, value))
  const fresh = wasReset ? value : passed
  return {
    events: latest(buffer, Math.min(fresh, SLOTS)),
    lost: Math.max(0, fresh - SLOTS),
    wasReset,
    joins: !wasReset && passed < SLOTS,
    eventCounter,
  }
}

function follows(buffer: readonly number[], before: readonly number[], passed: number): boolean {
  const kept = Math.max(0, SLOTS - passed) * 2
  return buffer.slice(passed * 2, passed * 2 + kept).every((byte, index) => byte === before[index])
}

/** Five events or more leave no slot empty, unless it began anew and counts the first of them. */
function hasRoom(buffer: readonly number[], value: number): boolean {
  return value < SLOTS && buffer.slice(value * 2).every((byte) => byte === 0)
}

function latest(buffer: readonly number[], count: number): CctalkEvent[] {
  return Array.from({ length: count }, (_, back) => {
    const slot = count - 1 - back
    return { a: buffer[slot * 2] ?? 0, b: buffer[slot * 2 + 1] ?? 0 }
  })
}
