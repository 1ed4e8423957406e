import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

// Keys of 16 bytes in hex, used as K1 K2 K1.

const whole = (key: string): Buffer => Buffer.from(key + key.slice(0, 16), 'hex')

/** Enciphers hex of whole blocks. */
export function seal(key: string, hex: string): string {
  const cipher = createCipheriv('des-ede3', whole(key), null).setAutoPadding(false)
  return cipher.update(hex, 'hex', 'hex').toUpperCase()
}

export function unseal(key: string, hex: string): string {
  const cipher = createDecipheriv('des-ede3', whole(key), null).setAutoPadding(false)
  return cipher.update(hex, 'hex', 'hex').toUpperCase()
}

export const newKey = (): string => randomBytes(16).toString('hex').toUpperCase()

/** A working key as field 62 carries it: under its master key, with four bytes over zeros to check it by. */
export const wrapped = (master: string, key: string): string =>
  seal(master, key) + seal(key, '0000000000000000').slice(0, 8)

/** Code over a message, from docs/bank-card.md: sum of blocks, its hex as text, two encipherings, 8 characters. */
export function codeOver(key: string, hex: string): string {
  const padded = hex.padEnd(Math.ceil(hex.length / 16) * 16, '0')
  let sum = 0n
  for (const block of padded.match(/.{16}/g) ?? []) sum ^= BigInt(`0x${block}`)
  const text = Buffer.from(sum.toString(16).padStart(16, '0').toUpperCase()).toString('hex')
  const left = BigInt(`0x${seal(key, text.slice(0, 16))}`)
  const mixed = (left ^ BigInt(`0x${text.slice(16)}`)).toString(16).padStart(16, '0')
  return seal(key, mixed).slice(0, 8)
}

/** PIN of a block of ANSI X9.8 format 0 for that card; null: it is none. */
export function pinIn(key: string, block: string, pan: string): string | null {
  const clear = BigInt(`0x${unseal(key, block)}`)
  const account = BigInt(`0x0000${pan.slice(-13, -1).padStart(12, '0')}`)
  const field = (clear ^ account).toString(16).padStart(16, '0').toUpperCase()
  const [, length, rest] = /^0([4-9A-C])([0-9A-F]{14})$/.exec(field) ?? []
  const digits = Number.parseInt(length ?? '0', 16)
  const pin = rest?.slice(0, digits) ?? ''
  return /^\d{4,12}$/.test(pin) && /^F*$/.test(rest?.slice(digits) ?? '') ? pin : null
}

/** Track 2 that the terminal enciphered: digits, `D`, digits, filled with `F`. */
export function trackIn(key: string, cipher: string): { pan: string; expiry: string } | null {
  if (cipher.length === 0 || cipher.length % 16 !== 0) return null
  const [, pan, expiry] = /^(\d{12,19})D(\d{4})\d*F*$/.exec(unseal(key, cipher)) ?? []
  return pan !== undefined && expiry !== undefined ? { pan, expiry } : null
}
