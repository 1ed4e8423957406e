import { randomBytes, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { STALE_MS } from './rules.ts'

const SCHEMA = 'WECHATPAY2-SHA256-RSA2048'

/** Who signs requests. `now`: epoch ms. */
export type Signer = { mchid: string; serial: string; key: KeyObject; now(): number }

/** The text that a request's signature is over (如何构造签名串): five lines, each with a line feed, also an empty body. */
export function requestText(
  method: string,
  target: string,
  timestamp: string,
  nonce: string,
  body: string,
): string {
  return `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`
}

/** Header `Authorization` of a request. `target`: path and query, `body`: the very bytes that are sent. */
export function authorization(signer: Signer, method: string, target: string, body: string): string {
  const timestamp = String(Math.floor(signer.now() / 1_000))
  const nonce = randomBytes(16).toString('hex').toUpperCase()
  const text = requestText(method, target, timestamp, nonce, body)
  const signature = sign('sha256', Buffer.from(text), signer.key).toString('base64')
  const fields = { mchid: signer.mchid, nonce_str: nonce, timestamp, serial_no: signer.serial, signature }
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `${SCHEMA} ${list.join(',')}`
}

/** The bytes that the signature of an answer or a notice is over (如何验证签名): three lines, the body as it came. */
export function answerBytes(timestamp: string, nonce: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
}

/** Finds WeChat Pay's public key by its serial number; null: there is none. */
export type FindKey = (serial: string) => Promise<KeyObject | null>

/** Whether bytes are WeChat Pay's. `unknownKey`: nobody can say, the key is not at hand. */
export type SignatureVerdict = 'good' | 'unsigned' | 'stale' | 'unknownKey' | 'bad'

/**
 * Judges the signature of an answer or of a notice. Age comes first: an old one asks for no key.
 * `header`: by lower-case name; `now`: epoch ms.
 */
export async function judgeSignature(
  header: (name: string) => string | null | undefined,
  body: Uint8Array,
  now: number,
  findKey: FindKey,
): Promise<SignatureVerdict> {
  const timestamp = header('wechatpay-timestamp')
  const nonce = header('wechatpay-nonce')
  const serial = header('wechatpay-serial')
  const signature = header('wechatpay-signature')
  if (!timestamp || !nonce || !serial || !signature) return 'unsigned'
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1_000) > STALE_MS) return 'stale'
  const key = await findKey(serial)
  if (!key) return 'unknownKey'
  const bytes = answerBytes(timestamp, nonce, body)
  return verify('sha256', bytes, key, Buffer.from(signature, 'base64')) ? 'good' : 'bad'
}
