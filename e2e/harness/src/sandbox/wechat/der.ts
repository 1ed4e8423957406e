import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

// Just enough DER (X.690) to make an X.509 certificate (RFC 5280): node:crypto reads them, and makes none.

const SEQUENCE = 0x30
const SHA256_RSA = '2a864886f70d01010b'
const COMMON_NAME = '550403'

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const algorithm = (): Buffer => der(SEQUENCE, oid(SHA256_RSA), der(0x05))
const name = (text: string): Buffer =>
  der(SEQUENCE, der(0x31, der(SEQUENCE, oid(COMMON_NAME), der(0x0c, Buffer.from(text)))))
/** GeneralizedTime: `20261130090807Z`. */
const time = (at: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`))

export type CertificateOf = {
  commonName: string
  /** Who issues it, by whose private key it is; absent: itself. */
  issuer?: string
  /** Hex, the first digit below 8. */
  serial: string
  from: number
  to: number
  privateKey: KeyObject
  publicKey: KeyObject
}

/** A certificate, PEM. `privateKey`: of the issuer; `publicKey`: of its owner. */
export function certificatePem(of: CertificateOf): string {
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(of.serial, 'hex')),
    algorithm(),
    name(of.issuer ?? of.commonName),
    der(SEQUENCE, time(of.from), time(of.to)),
    name(of.commonName),
    of.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, of.privateKey))
  const lines =
    der(SEQUENCE, body, algorithm(), signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
