import { sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** Parameters by name, as they are before any URL encoding. */
export type Params = Readonly<Record<string, string>>

const ALGORITHM = 'RSA-SHA256'

/**
 * What is signed of parameters: names in ascending order, `name=value` joined by `&`, values raw, empty ones left out.
 * Source: Alipay OpenAPI, "如何生成签名" and "异步返回结果的验签"; a request's text has `sign_type`, a notice's has not.
 */
export function signText(
  params: Params,
  without: readonly string[] = ['sign'],
  empty: 'withEmpty' | 'withoutEmpty' = 'withoutEmpty',
): string {
  return Object.keys(params)
    .filter((name) => !without.includes(name) && (empty === 'withEmpty' || params[name] !== ''))
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&')
}

/** RSA2: SHA256withRSA over UTF-8, Base64. */
export function rsa2(text: string, key: KeyObject): string {
  return sign(ALGORITHM, Buffer.from(text, 'utf8'), key).toString('base64')
}

export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify(ALGORITHM, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
}
