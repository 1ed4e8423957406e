import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { certificatePem } from '../wechat/der.ts'

// signMethod 01 as UnionPay does it in 5.1.0, and the certificates that go with it.

export type Fields = Record<string, string>

/** `a=1&b=2` of all but the signature, hashed, the hash in hex signed. */
function toSign(fields: Fields): Buffer {
  const { signature: _, ...rest } = fields
  const text = Object.entries(rest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&')
  return Buffer.from(createHash('sha256').update(text).digest('hex'))
}

export function withSignature(fields: Fields, key: KeyObject): Fields {
  return { ...fields, signature: sign('sha256', toSign(fields), key).toString('base64') }
}

export function hasSignature(fields: Fields, key: KeyObject): boolean {
  return verify('sha256', toSign(fields), key, Buffer.from(fields.signature ?? '', 'base64'))
}

/** What UnionPay and its merchant have: keys and certificates. */
export type Identity = {
  /** Certificate that UnionPay's own is issued by; merchants install it. */
  issuerPem: string
  /** UnionPay's own, sent in every answer (signPubKeyCert). */
  signerPem: string
  signerKey: KeyObject
  /** Of a stranger who made a certificate with the same names. */
  strangerPem: string
  strangerKey: KeyObject
  merchantKeyPem: string
  merchantPublic: KeyObject
  /** Serial number of the merchant's certificate, decimal. */
  certId: string
}

const YEAR_MS = 365 * 86_400_000
const ISSUER = 'CFCA TEST OCA1'

/** One for each name and process: keys take their time to make. */
const IDENTITIES = new Map<string, Identity>()

export function identityOf(signer: string, now: number): Identity {
  const identity = IDENTITIES.get(signer) ?? newIdentity(signer, now)
  IDENTITIES.set(signer, identity)
  return identity
}

function newIdentity(signer: string, now: number): Identity {
  const pair = (): { privateKey: KeyObject; publicKey: KeyObject } =>
    generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const [issuer, own, stranger, merchant] = [pair(), pair(), pair(), pair()]
  const when = { from: now - YEAR_MS, to: now + YEAR_MS }
  const name = { commonName: `041@8310000000083040@${signer}@00016494`, issuer: ISSUER }
  return {
    issuerPem: certificatePem({ commonName: ISSUER, serial: '01', ...when, ...issuer }),
    signerPem: certificatePem({
      ...name,
      serial: '02',
      ...when,
      privateKey: issuer.privateKey,
      publicKey: own.publicKey,
    }),
    signerKey: own.privateKey,
    strangerPem: certificatePem({ ...name, serial: '03', ...when, ...stranger }),
    strangerKey: stranger.privateKey,
    merchantKeyPem: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    merchantPublic: createPublicKey(merchant.privateKey),
    certId: '69629715588',
  }
}
