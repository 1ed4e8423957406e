import { number4, readNumber4 } from './fields.ts'

/** One purchase as the card carries it: what the meter is to add, and the how-manieth it is. */
export type Purchase = {
  /** In fen: the wallet counts 0.01 yuan, binary. */
  amountFen: number
  /** Purchases since the account was opened, this one included. */
  count: number
}

export const WALLET_LENGTH = 8
const MAX = 0xffff_ffff

/** Reads the wallet file: amount and count, four bytes each, big-endian. */
export function parseWallet(file: Uint8Array): Purchase | undefined {
  if (file.length < WALLET_LENGTH) return undefined
  return { amountFen: readNumber4(file), count: readNumber4(file, 4) }
}

export function encodeWallet({ amountFen, count }: Purchase): Uint8Array {
  return Uint8Array.of(...number4(amountFen), ...number4(count))
}

/** Whether a wallet can hold it: a whole positive number of fen and of purchases. */
export function isPurchase({ amountFen, count }: Purchase): boolean {
  return [amountFen, count].every((value) => Number.isInteger(value) && value > 0 && value <= MAX)
}

export function samePurchase(a: Purchase, b: Purchase): boolean {
  return a.amountFen === b.amountFen && a.count === b.count
}
