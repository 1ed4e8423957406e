import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readPrivate, writePrivate } from './private-file.ts'
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

/** The same for texts that answer questions: `turn` is the number of the question on this line, from 0. */
export type AnswerSeal = { of(turn: number, text: string): string }

/** `files`: what goes up beside the facts, in an order of its own. `surroundings`: answers of the hub. */
export type SealedLine = { up: Seal; down: Seal; files: Seal; surroundings: AnswerSeal }

/** One end's half of the agreement on a connection's keys (X25519, RFC 7748). */
export type Exchange = {
  publicKey: string
  /**
   * The line's seals, from the other end's half: HKDF-SHA256 (RFC 5869) of the shared secret with `transcript` as salt
   * gives 32 bytes for each (info by their names). Throws a `TypeError` for what is no X25519 key.
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
      const key = (purpose: string): Buffer =>
        Buffer.from(hkdfSync('sha256', secret, transcript, purpose, 32))
      const surroundings = { of: numbered(key('surroundings')) }
      return { up: seal(key('up')), down: seal(key('down')), files: seal(key('files')), surroundings }
    },
  }
}

/** Length of a block of SHA-256, and of a digest, bytes. */
const BLOCK = 64
const DIGEST = 32

/** Numbers each text by how many went before it, from 0. */
function seal(key: Buffer): Seal {
  const of = numbered(key)
  let sent = 0
  return { next: (text) => of(sent++, text) }
}

/**
 * HMAC-SHA256 (RFC 2104) over the number of the text, a colon, and the text. By digests in one call each: an `Hmac` object
 * for each text takes several times as long, and a hub checks thousands a second.
 */
function numbered(key: Buffer): (number: number, text: string) => string {
  const inner = Buffer.alloc(BLOCK, 0x36)
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c)
  key.forEach((byte, at) => {
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  })
  return (number, text) => {
    const message = Buffer.from(`${number}:${text}`)
    hash('sha256', Buffer.concat([inner, message]), 'buffer').copy(outer, BLOCK)
    return hash('sha256', outer, 'base64url')
  }
}

/** Whether a text is the next one of the other end. In constant time: seals have one length, which everybody knows. */
export function isSealed(expected: Seal, text: string, given: string): boolean {
  return isSame(expected.next(text), given)
}

/** Whether a text answers the question of this number. */
export function isSealedAnswer(
  expected: AnswerSeal,
  { turn, text, seal: given }: { turn: number; text: string; seal: string },
): boolean {
  return isSame(expected.of(turn, text), given)
}

function isSame(expected: string, given: string): boolean {
  const [own, theirs] = [Buffer.from(expected), Buffer.from(given)]
  return own.length === theirs.length && timingSafeEqual(own, theirs)
}

function textOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64url')
}

function keyOf(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' })
}
