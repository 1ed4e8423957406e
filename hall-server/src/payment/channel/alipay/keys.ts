import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

// Alipay's key tool (密钥工具) writes keys as bare Base64: PKCS#8 for Java, PKCS#1 for everybody else.

/** Our private key. Throws where the text is none, without saying what stands in it. */
export function privateKeyOf(text: string): KeyObject {
  const key = isPem(text) ? attempt(() => createPrivateKey(text)) : bare(text)
  if (key?.asymmetricKeyType !== 'rsa') throw new Error('not an RSA private key')
  return key
}

function bare(text: string): KeyObject | null {
  const der = Buffer.from(text, 'base64')
  return (
    attempt(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })) ??
    attempt(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }))
  )
}

/** Alipay's public key; also that of a certificate. */
export function publicKeyOf(text: string): KeyObject {
  const key = attempt(() =>
    isPem(text)
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }),
  )
  if (key?.asymmetricKeyType !== 'rsa') throw new Error('not an RSA public key')
  return key
}

const isPem = (text: string): boolean => text.includes('-----BEGIN')

/** null: it is not of that form; the error itself may quote the key. */
function attempt(make: () => KeyObject): KeyObject | null {
  try {
    return make()
  } catch {
    return null
  }
}
