import { createHash } from 'node:crypto'

/** The letters by which people compare a hall's key on two screens: `3F2A-91C0-77DE`. */
export function keyFingerprint(publicKey: string): string {
  const digest = createHash('sha256').update(publicKey).digest('hex').slice(0, 12).toUpperCase()
  return digest.replace(/(.{4})(?=.)/g, '$1-')
}
