import { generateKeyPairSync } from 'node:crypto'

export type AlipaySandboxOptions = {
  port?: number
  control?: number
  appId: string
  /** PID of the merchant. */
  sellerId: string
  /** PEM of the merchant's public key, which requests are checked against. */
  appPublicKey: string
  /** PEM of the gateway's own private key, which answers and notices are signed with. */
  privateKey: string
  /** In certificate mode: which certificates requests have to name, and which one answers do (`alipay_cert_sn`). */
  certificates?: { app: string; root: string; own: string }
  /** Whether notices go out of themselves, or wait until they are asked for over the control port. */
  notices?: 'sent' | 'held'
  now?: () => number
}

/** PEM of a pair of RSA keys of 2,048 bits. */
export function rsaPair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}
