import { seen } from '@service-hall/contract'

/** Texts for people and secrets: they stay as they were written. */
const AS_WRITTEN = new Set(['zh', 'en', 'name', 'password', 'logoPath'])
/** What ids, numbers, codes, times and addresses are made of. */
const PLAIN = /^[\x21-\x7E]+$/

/**
 * Puts what a hall's file names things by into one form: an id or a number with full-width characters, with blanks
 * around it or with something unseen in it (pasted from elsewhere) is what it looks like.
 */
export function inOneForm(value: unknown, key = ''): unknown {
  if (AS_WRITTEN.has(key)) return value
  if (typeof value === 'string') return PLAIN.test(seen(value)) ? seen(value) : value
  if (Array.isArray(value)) return value.map((one) => inOneForm(one, key))
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inOneForm(one, name)]))
}
