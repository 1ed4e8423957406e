import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether two secrets are the same text, in constant time. Their digests are compared, which have one length whatever
 * the texts have: neither content nor length shows in the time taken.
 */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
