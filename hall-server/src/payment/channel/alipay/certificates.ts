import { X509Certificate, createHash } from 'node:crypto'

// Certificate mode (公钥证书模式). Numbers of certificates as Alipay reckons them: the MD5 of the issuer's name, last part
// first, and of the serial number in decimal. Source: Alipay OpenAPI, "证书 SN"; measured against alipay-sdk 4.14.0.

/** Of all RSA signatures; roots by SM2 are left out. */
const RSA = '1.2.840.113549.1.1.'
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** `app_cert_sn`, `alipay_cert_sn`. Throws where the text is no certificate. */
export function certificateNo(pem: string): string {
  return numberOf(new X509Certificate(pem))
}

/** `alipay_root_cert_sn`: of all RSA certificates in the file, joined by `_`. Throws where there is none. */
export function rootCertificateNo(pems: string): string {
  const roots = [...pems.matchAll(PEM)].map(([pem]) => new X509Certificate(pem))
  const numbers = roots.filter(isRsa).map(numberOf)
  if (numbers.length === 0) throw new Error('no RSA root certificate')
  return numbers.join('_')
}

function isRsa({ signatureAlgorithmOid }: X509Certificate): boolean {
  return signatureAlgorithmOid?.startsWith(RSA) ?? false
}

function numberOf({ issuer, serialNumber }: X509Certificate): string {
  const name = issuer.split('\n').reverse().join(',')
  return createHash('md5')
    .update(`${name}${BigInt(`0x${serialNumber}`)}`, 'utf8')
    .digest('hex')
}
