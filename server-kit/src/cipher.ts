import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM; the place a value is kept at is authenticated with it, so that rows cannot be swapped. */
export class Cipher {
  readonly #key: Buffer

  /** `key`: 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new RangeError('the vault key must have 32 bytes')
    this.#key = key
  }

  /** nonce (12) | tag (16) | ciphertext */
  seal(place: string, text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(place))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body])
  }

  /** Throws when the bytes, the place or the key are not the ones it was sealed with. */
  open(place: string, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed)
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return (
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    )
  }

  /** Whether this is the key it was sealed with. */
  opens(place: string, sealed: Uint8Array): boolean {
    try {
      this.open(place, sealed)
      return true
    } catch {
      return false // that it throws is the answer
    }
  }

  /** Keyed digest for looking a value up without keeping it. */
  digest(value: string): string {
    return createHmac('sha256', this.#key).update(value).digest('base64url')
  }
}
