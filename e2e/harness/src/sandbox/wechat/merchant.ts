import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a merchant has after signing up: numbers, a key of its own, and the APIv3 key that both sides know. */
export type Merchant = {
  mchid: string
  appid: string
  serial: string
  privateKeyPem: string
  publicKeyPem: string
  apiV3Key: string
}

export function newMerchant(): Merchant {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    mchid: '1900009191',
    appid: 'wxd678efh567hg6787',
    serial: randomBytes(20).toString('hex').toUpperCase(),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    apiV3Key: randomBytes(16).toString('hex'),
  }
}

/**
 * The files that a merchant downloads from the merchant platform, and `settings.json`: what the hall's file says of this
 * channel, without addresses.
 */
export function writeMerchantFiles(
  folder: string,
  merchant: Merchant,
  publicKey: { id: string; pem: string },
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const settings = {
    mchid: merchant.mchid,
    appid: merchant.appid,
    merchantSerial: merchant.serial,
    privateKeyFile: join(folder, 'apiclient_key.pem'),
    apiV3KeyFile: join(folder, 'apiv3.key'),
    publicKey: { id: publicKey.id, file: join(folder, 'pub_key.pem') },
  }
  const files = {
    'apiclient_key.pem': merchant.privateKeyPem,
    'apiv3.key': merchant.apiV3Key,
    'pub_key.pem': publicKey.pem,
    'settings.json': JSON.stringify(settings, null, 2),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
}

const STALE_MS = 300_000
const SCHEMA = 'WECHATPAY2-SHA256-RSA2048 '

/** Why a request is not the merchant's; null: it is. `target`: path and query as they came. */
export function requestFault(
  merchant: Merchant,
  request: { method: string; target: string; body: Buffer; authorization: string },
  now: number,
): string | null {
  if (!request.authorization.startsWith(SCHEMA)) return 'no Authorization'
  const fields = new Map(
    [...request.authorization.slice(SCHEMA.length).matchAll(/(\w+)="([^"]*)"/g)].map((m) => [
      m[1],
      m[2] ?? '',
    ]),
  )
  const field = (name: string): string => fields.get(name) ?? ''
  if (field('mchid') !== merchant.mchid) return 'another mchid'
  if (field('serial_no').toUpperCase() !== merchant.serial) return 'an unknown serial_no'
  if (Math.abs(now - Number(field('timestamp')) * 1_000) > STALE_MS) return 'a stale timestamp'
  const head = `${request.method}\n${request.target}\n${field('timestamp')}\n${field('nonce_str')}\n`
  const text = Buffer.concat([Buffer.from(head), request.body, Buffer.from('\n')])
  const signature = Buffer.from(field('signature'), 'base64')
  return verify('sha256', text, createPublicKey(merchant.publicKeyPem), signature)
    ? null
    : 'a wrong signature'
}
