import { createSign, createVerify } from 'node:crypto'

/** Text to sign: sorted `name=value` joined by `&`; neither `sign` nor what has no value. */
function toSign(params: ReadonlyMap<string, string>, leaveOut: readonly string[]): string {
  const pairs = [...params].filter(([name, value]) => value !== '' && !leaveOut.includes(name))
  pairs.sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.map(([name, value]) => name + '=' + value).join('&')
}

export function signed(text: string, privateKey: string): string {
  return createSign('sha256').update(text, 'utf8').sign(privateKey, 'base64')
}

/** Whether a request carries the merchant's signature. */
export function isMerchants(params: ReadonlyMap<string, string>, appPublicKey: string): boolean {
  const verify = createVerify('sha256').update(toSign(params, ['sign']), 'utf8')
  return verify.verify(appPublicKey, params.get('sign') ?? '', 'base64')
}

/** An answer as it goes over the line: slashes escaped, and the signature over just those bytes. */
export function answerOf(
  method: string,
  node: Readonly<Record<string, unknown>>,
  sign: (text: string) => string | null,
  certificateNo?: string,
): string {
  const text = JSON.stringify(node).replaceAll('/', '\\/')
  const signature = sign(text)
  const named = certificateNo === undefined ? '' : `,"alipay_cert_sn":${JSON.stringify(certificateNo)}`
  const tail = `${named}${signature === null ? '' : `,"sign":${JSON.stringify(signature)}`}`
  return `{"${method.replaceAll('.', '_')}_response":${text}${tail}}`
}

/** Form of a notice: signed without `sign_type`. */
export function noticeForm(fields: ReadonlyMap<string, string>, privateKey: string): URLSearchParams {
  const sign = signed(toSign(fields, ['sign', 'sign_type']), privateKey)
  return new URLSearchParams([...fields, ['sign', sign]])
}
