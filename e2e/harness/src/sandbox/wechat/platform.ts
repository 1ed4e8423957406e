import { createCipheriv, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { certificatePem } from './der.ts'

const YEAR_MS = 365 * 86_400_000

/** A key that WeChat Pay signs by, known by its serial: of a platform certificate, or the public key's own id. */
type SigningKey = {
  serial: string
  privateKey: KeyObject
  publicKey: KeyObject
  pem: string
  from: number
  to: number
}

export type SignedHeaders = Record<string, string>

/** WeChat Pay's side of the cryptography: its keys, and what it signs and enciphers by them. */
export class Platform {
  readonly #apiV3Key: string
  readonly #now: () => number
  readonly #publicKey: SigningKey
  /** Newest first. The first one is made when it is asked for: RSA keys take their time. */
  #certificates: SigningKey[] = []
  /** The key that the merchant asked for last: notices are signed by it. */
  #chosen: string | undefined

  constructor(apiV3Key: string, now: () => number) {
    this.#apiV3Key = apiV3Key
    this.#now = now
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    this.#publicKey = { serial: `PUB_KEY_ID_01${randomDigits(30)}`, ...pair, pem, from: 0, to: Infinity }
  }

  get publicKey(): { id: string; pem: string } {
    return { id: this.#publicKey.serial, pem: this.#publicKey.pem }
  }

  /** From now on answers are signed by another certificate; the list has the new one and, unless `dropOld`, the old one. */
  rotate(dropOld = false): string {
    const old = dropOld ? [] : [this.#current(), ...this.#certificates.slice(1)]
    const next = this.#newCertificate()
    this.#certificates = [next, ...old]
    return next.serial
  }

  /** Which key a request asks to be answered by (`Wechatpay-Serial`); absent: a platform certificate. */
  choose(serial: string | undefined): void {
    this.#chosen = serial
  }

  /** The four headers of what WeChat Pay signs. `at`: epoch ms. */
  signed(body: Buffer, at = this.#now()): SignedHeaders {
    const key = this.#chosen === this.#publicKey.serial ? this.#publicKey : this.#current()
    const timestamp = String(Math.floor(at / 1_000))
    const nonce = randomBytes(16).toString('hex')
    const text = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': key.serial,
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      'wechatpay-signature': sign('sha256', text, key.privateKey).toString('base64'),
    }
  }

  /** AEAD_AES_256_GCM with the APIv3 key; the tag stands at the end. */
  enciphered(text: string, associatedData: string): Record<string, string> {
    const nonce = randomBytes(6).toString('hex')
    const gcm = createCipheriv('aes-256-gcm', Buffer.from(this.#apiV3Key), Buffer.from(nonce))
    gcm.setAAD(Buffer.from(associatedData))
    const bytes = Buffer.concat([gcm.update(text, 'utf8'), gcm.final(), gcm.getAuthTag()])
    return {
      algorithm: 'AEAD_AES_256_GCM',
      nonce,
      associated_data: associatedData,
      ciphertext: bytes.toString('base64'),
    }
  }

  /** The body of `GET /v3/certificates`. */
  list(): object {
    return {
      data: [this.#current(), ...this.#certificates.slice(1)].map(({ serial, pem, from, to }) => ({
        serial_no: serial,
        effective_time: new Date(from).toISOString(),
        expire_time: new Date(to).toISOString(),
        encrypt_certificate: this.enciphered(pem, 'certificate'),
      })),
    }
  }

  #current(): SigningKey {
    const [current = this.#newCertificate()] = this.#certificates
    if (this.#certificates.length === 0) this.#certificates = [current]
    return current
  }

  #newCertificate(): SigningKey {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const serial = `4${randomBytes(20).toString('hex').toUpperCase().slice(1)}`
    const from = this.#now() - 60_000
    const to = from + 5 * YEAR_MS
    const pem = certificatePem({ commonName: 'Tenpay.com sandbox', serial, from, to, ...pair })
    return { serial, ...pair, pem, from, to }
  }
}

export function randomDigits(count: number): string {
  return [...randomBytes(count)].map((byte) => byte % 10).join('')
}
