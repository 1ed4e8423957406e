import { randomInt } from 'node:crypto'

/** Read aloud and typed without doubt: no 0/o, 1/l/i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password that an administrator hands over: 60 bits in three groups. */
export function firstPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return [group(), group(), group()].join('-')
}
