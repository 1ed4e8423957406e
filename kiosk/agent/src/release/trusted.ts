import { createPublicKey } from 'node:crypto'
import { packageText } from '@service-hall/contract'
import type { SignedPackage } from '@service-hall/contract'
import { isSigned } from '@service-hall/server-kit'

/** Public keys of the machine's own settings, DER in base64url, separated by commas. Throws what was expected. */
export function readTrusted(text: string): string[] {
  const keys = text.split(',').map((key) => key.trim())
  for (const key of keys)
    if (!isKey(key)) throw new Error(`--trust: expected public keys as release:sign prints them, got ${key}`)
  return keys
}

function isKey(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

/** Whether a package is signed, as this very release, by one of the keys. */
export function isTrusted(keys: readonly string[], { version, package: of }: SignedPackage): boolean {
  const text = packageText(version, of)
  return keys.some((key) => isSigned(key, text, of.signature))
}
