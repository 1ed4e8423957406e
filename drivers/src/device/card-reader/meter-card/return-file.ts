import { Fields } from './fields.ts'
import { unframe } from './file-frame.ts'

/** What the meter wrote on the card when it was last put in (返写). Amounts in fen. */
export type ReturnedState = {
  meterNo: string
  customerNo: string
  /** What was left of the money, the purchase it had just taken included. */
  remainingFen: number
  /** Purchases the meter has taken. */
  count: number
  overdraftFen: number
  /** Cards that were none of its own. */
  unlawfulCards: number
  /** Local time of writing, `2026-01-15T09:30`, by the meter's own clock; left out when it is no date. */
  writtenAt?: string
}

/** `empty` since the last purchase was written: the card has not been in its meter since. */
export type ReturnFile = { state: 'empty' } | ({ state: 'written' } & ReturnedState) | { state: 'unreadable' }

export const RETURN_FILE_LENGTH = 49
const COMMAND = 0x11
const DATA_LENGTH = RETURN_FILE_LENGTH - 6

/** A return file without content: a meter takes a purchase only from a card that has this. */
export function emptyReturnFile(): Uint8Array {
  return new Uint8Array(RETURN_FILE_LENGTH)
}

/**
 * Reads the return file, 49 bytes: 68 11 00 2B, user type, CT 3, PT 3, meter no. 6, customer no. 6, remaining money 4,
 * purchases 4 (both binary, big-endian), overdraft 4 (BCD), key state 4, unlawful cards 3 (BCD), yyMMddHHmm, sum, 16.
 * Source: public meter firmware of two makers for the user cards of Q/GDW 1365.
 */
export function parseReturnFile(file: Uint8Array): ReturnFile {
  if (file.length >= RETURN_FILE_LENGTH && file.every((byte) => byte === 0)) return { state: 'empty' }
  const frame = unframe(file)
  if (!frame.ok || frame.command !== COMMAND || frame.data.length !== DATA_LENGTH) {
    return { state: 'unreadable' }
  }
  const fields = new Fields(frame.data)
  fields.take(7)
  const meterNo = fields.digits(6)
  const customerNo = fields.digits(6)
  const [remainingFen, count, overdraftFen] = [fields.number4(), fields.number4(), fields.bcd(4)]
  fields.take(4)
  const unlawfulCards = fields.bcd(3)
  const writtenAt = fields.minute()
  if (meterNo === undefined || customerNo === undefined || Number.isNaN(overdraftFen + unlawfulCards)) {
    return { state: 'unreadable' }
  }
  const state = { meterNo, customerNo, remainingFen, count, overdraftFen, unlawfulCards }
  return { state: 'written', ...state, ...(writtenAt !== undefined && { writtenAt }) }
}
