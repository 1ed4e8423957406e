import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Clock, Log } from '@service-hall/server-kit'
import { chinaTimeOf } from '../china-time.ts'
import { ask } from '../http.ts'
import type { Unsure } from '../port.ts'
import type { AlipaySettings } from './settings.ts'
import { signedPart } from './signed-part.ts'
import { isSignedBy, rsa2, signText } from './signing.ts'

/** What Alipay said, for sure; `code` and `subCode` as its documents list them. */
export type Said = { is: 'said'; code: string; subCode: string; fields: Readonly<Record<string, unknown>> }
export type Answer = Said | Unsure

/** Numbers of certificates, as `certificates.ts` reckons them. */
export type CertificateNumbers = { app: string; alipay: string; root: string }

export type GatewayTools = {
  /** In certificate mode. */
  numbers?: CertificateNumbers
  settings: AlipaySettings
  privateKey: KeyObject
  alipayKey: KeyObject
  clock: Clock
  log: Log
}

/** The longest answer that is read: answers have some hundred bytes. */
const MOST_BYTES = 1_000_000

const Envelope = z.looseObject({ sign: z.string().optional(), alipay_cert_sn: z.string().optional() })
const Node = z.looseObject({ code: z.string(), sub_code: z.string().optional() })
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Alipay's OpenAPI v2 gateway: signs what is asked, believes only what is signed. */
export class Gateway {
  readonly #tools: GatewayTools

  constructor(tools: GatewayTools) {
    this.#tools = tools
  }

  /** Asks once. Never rejects; "service unavailable" is unsure, like a line that broke. */
  async call(
    method: string,
    content: Readonly<Record<string, unknown>>,
    params: { notify_url?: string } = {},
  ): Promise<Answer> {
    const { settings, log } = this.#tools
    const { url, body } = this.#request(method, content, params)
    const answer = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body,
      timeoutMs: settings.timeoutMs,
      mostBytes: MOST_BYTES,
    })
    if (!answer.ok) {
      log.warn('alipay.noAnswer', { method, why: answer.why, detail: answer.detail })
      return unsure(answer.why)
    }
    const said = answer.status === 200 ? this.#read(method, answer.body) : unsure(`http ${answer.status}`)
    if (said.is === 'unsure') log.warn('alipay.notBelieved', { method, why: said.why })
    return said
  }

  /**
   * Common parameters stand in the address, the content in the body: the gateway decodes the body by the `charset` of the
   * address. `timestamp` is China's time.
   */
  #request(method: string, content: object, params: { notify_url?: string }): { url: URL; body: string } {
    const { settings, privateKey, clock, numbers } = this.#tools
    const common = {
      app_id: settings.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: chinaTimeOf(clock.now()),
      version: '1.0',
      ...(numbers && { app_cert_sn: numbers.app, alipay_root_cert_sn: numbers.root }),
      ...params,
    }
    const bizContent = JSON.stringify(content)
    const url = new URL(settings.gateway)
    for (const [name, value] of Object.entries(common)) url.searchParams.set(name, value)
    url.searchParams.set('sign', rsa2(signText({ ...common, biz_content: bizContent }), privateKey))
    return { url, body: new URLSearchParams({ biz_content: bizContent }).toString() }
  }

  #read(method: string, bytes: Uint8Array): Answer {
    const json = decoded(bytes)
    const envelope = json === null ? null : parsed(json, Envelope)
    if (json === null || !envelope) return unsure('unreadable')
    const part =
      signedPart(json, `${method.replaceAll('.', '_')}_response`) ?? signedPart(json, 'error_response')
    const node = part === null ? null : parsed(part, Node)
    if (part === null || !node) return unsure('unreadable')
    const { code, sub_code: subCode = '' } = node
    const { numbers } = this.#tools
    if (numbers && envelope.alipay_cert_sn !== undefined && envelope.alipay_cert_sn !== numbers.alipay) {
      // Alipay signs by another certificate now: whoever runs the hall has to download it.
      this.#tools.log.warn('alipay.otherCertificate', {
        method,
        theirs: envelope.alipay_cert_sn.slice(0, 40),
      })
      return unsure('otherCertificate')
    }
    if (!isSignedBy(this.#tools.alipayKey, part, envelope.sign ?? '')) {
      // The gateway leaves some errors of a wrong set-up unsigned; whoever sets up needs to read them.
      this.#tools.log.warn('alipay.badSignature', {
        method,
        code: code.slice(0, 40),
        subCode: subCode.slice(0, 80),
      })
      return unsure('badSignature')
    }
    if (code === '20000' || /SYSTEM_ERROR$|unknow-error$/.test(subCode)) return unsure('systemBusy')
    return { is: 'said', code, subCode, fields: node }
  }
}

export function unsure(why: string): Unsure {
  return { is: 'unsure', why }
}

/** A field as text; '': there is none. Amounts may come as numbers in older answers. */
export function field({ fields }: Said, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

function parsed<T>(json: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
