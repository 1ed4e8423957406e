import type { Table } from './dialect.ts'
import { nameTold } from '../common/seen-text.ts'

/** An event of a poll's answer; `channel` is 0 where it has none or the acceptor does not know. */
export type SspEvent = { code: number; channel: number }

/** Event codes of note validators (GA138, section on poll responses). */
export const SSP_EVENT = {
  noteClearedFromFront: 0xe1,
  noteClearedToBox: 0xe2,
  boxRemoved: 0xe3,
  boxReturned: 0xe4,
  fraud: 0xe6,
  boxFull: 0xe7,
  disabled: 0xe8,
  unsafeJam: 0xe9,
  safeJam: 0xea,
  stacked: 0xeb,
  rejected: 0xec,
  rejecting: 0xed,
  credit: 0xee,
  read: 0xef,
  stacking: 0xcc,
  reset: 0xf1,
} as const

const withChannel: ReadonlySet<number> = new Set([
  SSP_EVENT.noteClearedFromFront,
  SSP_EVENT.noteClearedToBox,
  SSP_EVENT.fraud,
  SSP_EVENT.credit,
  SSP_EVENT.read,
])

/** Splits the answer to a poll, without its first byte F0, into events. */
export function readSspEvents(data: Uint8Array): SspEvent[] {
  const events: SspEvent[] = []
  for (let at = 0; at < data.length; at += 1) {
    const code = data[at] ?? 0
    if (withChannel.has(code)) at += 1
    events.push({ code, channel: withChannel.has(code) ? (data[at] ?? 0) : 0 })
  }
  return events
}

/**
 * Reads the answer to SETUP REQUEST without its first byte F0: unit type, firmware (4 letters), country (3 letters),
 * value multiplier (3), n channels, n values, n security levels, real value multiplier (3), protocol version, and from
 * version 6 on for each channel a country (3 letters) and a value (4 bytes, low first). The real value multiplier makes
 * minor units (fen) of a value.
 */
export function sspSetup(data: Uint8Array): { identity: string; table: Table } {
  const bytes = Buffer.from(data)
  const text = (from: number, length: number) => nameTold(bytes.subarray(from, from + length))
  const channels = bytes[11] ?? 0
  const tail = 12 + channels * 2
  const identity = `SSP firmware ${text(1, 4)} ${text(5, 3)}`
  if (bytes.length < tail + 4) return { identity, table: [] }
  const multiplier = bytes.readUIntBE(tail, 3) || 1
  const values = tail + 4 + channels * 3
  const isExpanded = (bytes[tail + 3] ?? 0) >= 6 && bytes.length >= values + channels * 4
  const table = Array.from({ length: channels }, (_, channel) => {
    const value = isExpanded ? bytes.readUInt32LE(values + channel * 4) : (bytes[12 + channel] ?? 0)
    return value * multiplier
  })
  return { identity, table }
}
