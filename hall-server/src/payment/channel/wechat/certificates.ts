import { X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Clock, Log } from '@service-hall/server-kit'
import { z } from 'zod'
import { Resource, decipher } from './resource.ts'
import { CERTIFICATES_APART_MS, CERTIFICATES_KEPT_MS } from './rules.ts'
import { judgeSignature } from './signature.ts'

/** The answer to `GET /v3/certificates` before its signature is judged: its key is in its own body. */
export type CertificatesAnswer = { header(name: string): string | null; body: Buffer }

const Listed = z.object({
  data: z
    .array(z.object({ serial_no: z.string().max(64), encrypt_certificate: Resource }))
    .min(1)
    .max(20),
})

export type CertificatesTools = {
  clock: Clock
  log: Log
  apiV3Key: Buffer
  /** Throws where there is no answer. */
  fetch: () => Promise<CertificatesAnswer>
}

/**
 * Platform certificates (平台证书) by serial number. An unknown serial or an old list leads to one fetch, shared by all who
 * wait and not sooner than a minute after the last one. The list is believed because it is enciphered by the APIv3 key,
 * and signed by one of the certificates in it.
 */
export class Certificates {
  readonly #tools: CertificatesTools
  #keys: ReadonlyMap<string, KeyObject> = new Map()
  #loadedAt = -Infinity
  #triedAt = -Infinity
  #loading: Promise<void> | undefined

  constructor(tools: CertificatesTools) {
    this.#tools = tools
  }

  readonly find = async (serial: string): Promise<KeyObject | null> => {
    if (!this.#keys.has(serial) || this.#age(this.#loadedAt) > CERTIFICATES_KEPT_MS) await this.#renew()
    return this.#keys.get(serial) ?? null
  }

  #age(at: number): number {
    return this.#tools.clock.monotonic() - at
  }

  async #renew(): Promise<void> {
    if (this.#loading) return this.#loading
    if (this.#age(this.#triedAt) < CERTIFICATES_APART_MS) return
    this.#triedAt = this.#tools.clock.monotonic()
    this.#loading = this.#load()
      .catch((error: unknown) => this.#tools.log.error('wechat.certificates.failed', error))
      .finally(() => (this.#loading = undefined))
    return this.#loading
  }

  async #load(): Promise<void> {
    const { clock, log, apiV3Key, fetch } = this.#tools
    const answer = await fetch()
    const keys = new Map<string, KeyObject>()
    for (const { serial_no, encrypt_certificate } of Listed.parse(JSON.parse(answer.body.toString())).data) {
      const certificate = new X509Certificate(decipher(encrypt_certificate, apiV3Key))
      if (certificate.serialNumber !== serial_no.toUpperCase())
        throw new Error(`certificate ${serial_no} has another serial`)
      if (certificate.validToDate.getTime() > clock.now()) keys.set(serial_no, certificate.publicKey)
    }
    const verdict = await judgeSignature(
      (name) => answer.header(name),
      answer.body,
      clock.now(),
      (serial) => Promise.resolve(keys.get(serial) ?? null),
    )
    if (verdict !== 'good') throw new Error(`the list of certificates: signature ${verdict}`)
    this.#keys = keys
    this.#loadedAt = clock.monotonic()
    log.info('wechat.certificates.loaded', { serials: [...keys.keys()].join(' ') })
  }
}
