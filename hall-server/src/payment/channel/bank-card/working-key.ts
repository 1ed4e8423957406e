import { isSameSecret } from '@service-hall/server-kit'
import type { SealedKey } from '../port.ts'
import { checkValue, decipher } from './mac.ts'
import type { DesKey } from './mac.ts'

const KEY_HEX = 32
const CHECK_HEX = 8
const SEALED_HEX = KEY_HEX + CHECK_HEX

/**
 * The MAC key in field 62 of a sign-in's answer (签到): the PIN key with its check value comes first, 20 bytes, then the MAC
 * key with its own, and the track key where the acquirer has one. The keys for PIN and track are under a master key that
 * the hall does not have: what they close stays closed here. Null: no such field, or another master key.
 */
export function macKeyOf(
  master: DesKey,
  field62: string | undefined,
  length: 'single' | 'double',
): DesKey | null {
  if (field62 === undefined || !hasKeys(field62)) return null
  const at = SEALED_HEX
  const opened = decipher(master, Buffer.from(field62.slice(at, at + KEY_HEX), 'hex'))
  const key = length === 'double' ? opened : Buffer.concat([opened.subarray(0, 8), opened.subarray(0, 8)])
  return isSameSecret(checkValue(key), field62.slice(at + KEY_HEX, at + KEY_HEX + CHECK_HEX)) ? key : null
}

const hasKeys = (field62: string): boolean => [2 * SEALED_HEX, 3 * SEALED_HEX].includes(field62.length)

/** PIN and track key of field 62 as they came: only the card terminal can open them. Null: no such field. */
export function sealedKeysOf(
  field62: string | undefined,
): { pin: SealedKey; track: SealedKey | null } | null {
  if (field62 === undefined || !hasKeys(field62)) return null
  const at = (start: number): SealedKey => ({
    cipher: field62.slice(start, start + KEY_HEX),
    checkValue: field62.slice(start + KEY_HEX, start + SEALED_HEX),
  })
  return { pin: at(0), track: field62.length === 3 * SEALED_HEX ? at(2 * SEALED_HEX) : null }
}

/** A key as its file has it: 32 hex digits. Throws what does not show the key. */
export function readKey(text: string): DesKey {
  const hex = text.trim()
  if (!/^[0-9A-Fa-f]{32}$/.test(hex)) throw new Error('a key file of a card terminal holds 32 hex digits')
  return Buffer.from(hex, 'hex')
}
