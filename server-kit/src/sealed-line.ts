import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  sign,
  verify,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readPrivate, writePrivate } from './private-file.ts'
import { isSameSecret } from './same-secret.ts'
import { StartError } from './start-failure.ts'

/** A key pair that names a server to its peers for as long as it lives (Ed25519, RFC 8032). */
export type Identity = {
  /** SubjectPublicKeyInfo in base64url. */
  publicKey: string
  /** Signature of a text, base64url. */
  sign(text: string): string
}

/** Reads a server's identity; makes it (mode 0600) when there is none yet. Throws `key.unreadable`. */
export async function identityFile(path: string): Promise<Identity> {
  const found = await readPrivate(path)
  if (found !== null) return identityOf(privateKey(path, found))
  const { privateKey: made } = generateKeyPairSync('ed25519')
  await writePrivate(path, made.export({ type: 'pkcs8', format: 'pem' }).toString())
  return identityOf(made)
}

/** An identity for as long as the process runs. */
export function freshIdentity(): Identity {
  return identityOf(generateKeyPairSync('ed25519').privateKey)
}

function privateKey(path: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // said below
  }
  throw new StartError('key.unreadable', `${path} does not hold an Ed25519 key`)
}

function identityOf(key: KeyObject): Identity {
  const publicKey = textOf(createPublicKey(key))
  return { publicKey, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') }
}

/** Whether the holder of a public key signed a text. False also for what is no key or no signature. */
export function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = keyOf(publicKey)
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
    )
  } catch {
    return false
  }
}

/** Proves, for one direction of one connection, that texts come from the other end, each once and in order. */
export type Seal = {
  /** The seal of the next text that is sent, base64url. */
  next(text: string): string
}

export type SealedLine = { up: Seal; down: Seal }

/** One end's half of the agreement on a connection's keys (X25519, RFC 7748). */
export type Exchange = {
  publicKey: string
  /**
   * The line's seals, from the other end's half: HKDF-SHA256 (RFC 5869) of the shared secret with `transcript` as salt
   * gives 32 bytes for each direction (info `up`, `down`). Throws a `TypeError` for what is no X25519 key.
   */
  agree(otherKey: string, transcript: string): SealedLine
}

export function exchange(): Exchange {
  const { publicKey, privateKey: own } = generateKeyPairSync('x25519')
  return {
    publicKey: textOf(publicKey),
    agree(otherKey, transcript) {
      const other = keyOf(otherKey)
      if (other.asymmetricKeyType !== 'x25519') throw new TypeError('no X25519 key')
      const secret = diffieHellman({ privateKey: own, publicKey: other })
      // As a key object: from bytes one would be made again for each text, which takes longer than the seal itself.
      const key = (direction: string): KeyObject =>
        createSecretKey(Buffer.from(hkdfSync('sha256', secret, transcript, direction, 32)))
      return { up: seal(key('up')), down: seal(key('down')) }
    },
  }
}

/** HMAC-SHA256 over the running number of the text (from 0), a colon, and the text. */
function seal(key: KeyObject): Seal {
  let sent = 0
  return {
    next(text) {
      return createHmac('sha256', key).update(`${sent++}:${text}`).digest('base64url')
    },
  }
}

/** Whether a text is the next one of the other end. */
export function isSealed(expected: Seal, text: string, given: string): boolean {
  return isSameSecret(expected.next(text), given)
}

function textOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64url')
}

function keyOf(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' })
}
