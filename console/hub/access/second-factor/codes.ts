import { hash, randomInt } from 'node:crypto'
import { compact } from '@service-hall/contract'

/** Letters that nobody takes for one another: Crockford's base 32. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODES = 10
/** 16 letters are 80 bits: an unsalted hash of one cannot be searched for. */
const LENGTH = 16

/** Recovery codes, in groups of four letters. */
export function recoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )
}

/** Under what a recovery code is kept, however it was typed. */
export function hashOfCode(code: string): string {
  return hash('sha256', compact(code).replace(/O/g, '0').replace(/[IL]/g, '1'), 'base64url')
}

/** Whether it looks like what an authenticator shows: six digits, in any form and with any spaces. */
export function shownDigits(code: string): string | null {
  const digits = compact(code)
  return /^[0-9]{6}$/.test(digits) ? digits : null
}
