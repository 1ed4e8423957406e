import { X509Certificate, createHash, createPrivateKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { signedText } from './fields.ts'
import type { AcpFields } from './fields.ts'

// signMethod 01 of version 5.1.0: the text's SHA-256 in lower-case hex is what RSA with SHA-256 signs, in base64.

const digestOf = (fields: AcpFields): Buffer =>
  Buffer.from(createHash('sha256').update(signedText(fields), 'utf8').digest('hex'), 'ascii')

/** Our private key; throws where the file has none. */
export const readSigningKey = (pem: string): KeyObject => createPrivateKey(pem)

/** The fields with their signature. */
export function signed(fields: AcpFields, key: KeyObject): AcpFields {
  return { ...fields, signature: sign('sha256', digestOf(fields), key).toString('base64') }
}

/** Whom answers and notices have to be signed by. */
export type Trust = { issuers: readonly X509Certificate[]; signer: string }

/**
 * Whether fields are UnionPay's: the certificate in them (signPubKeyCert) is issued by one that we know, names UnionPay and
 * is valid now, and the signature is by its key.
 */
export function isUnionpays(fields: AcpFields, { issuers, signer }: Trust, now: number): boolean {
  const { signature, signPubKeyCert } = fields
  const certificate = readCertificate(signPubKeyCert)
  if (!certificate || signature === undefined) return false
  const isKnown = issuers.some((one) => certificate.checkIssued(one) && certificate.verify(one.publicKey))
  if (!isKnown || !isValidAt(certificate, now) || signerOf(certificate) !== signer) return false
  return verify('sha256', digestOf(fields), certificate.publicKey, Buffer.from(signature, 'base64'))
}

function readCertificate(pem: string | undefined): X509Certificate | null {
  if (pem === undefined || pem.length > 10_000) return null
  try {
    return new X509Certificate(pem)
  } catch {
    // What is no certificate signs nothing; who looks at the answer says so.
    return null
  }
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo)
}

/** `041@8310000000083040@中国银联股份有限公司@00016494`: the third part; of other names the whole. */
function signerOf(certificate: X509Certificate): string | undefined {
  const { CN } = certificate.toLegacyObject().subject
  const name = Array.isArray(CN) ? CN[0] : CN
  return name?.split('@')[2] ?? name
}
