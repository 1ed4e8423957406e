import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** The key by which a hall is known to its hub (Ed25519; docs/uplink.md). */
export type HallKey = {
  /** DER of the SubjectPublicKeyInfo, base64url. */
  publicKey: string
  /** PKCS #8, to keep it over runs. */
  pem: string
  sign: (text: string) => string
}

export const textOf = (key: KeyObject): string =>
  key.export({ type: 'spki', format: 'der' }).toString('base64url')

export function freshHallKey(): HallKey {
  return of(generateKeyPairSync('ed25519').privateKey)
}

export function hallKeyFrom(pem: string): HallKey {
  return of(createPrivateKey(pem))
}

function of(key: KeyObject): HallKey {
  return {
    publicKey: textOf(createPublicKey(key)),
    pem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  }
}
