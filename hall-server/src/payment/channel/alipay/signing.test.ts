import fc from 'fast-check'
import { expect, test } from 'vitest'
import { privateKeyOf, publicKeyOf } from './keys.ts'
import { isSignedBy, rsa2, signText } from './signing.ts'
import { PARAMS, PKCS1, PKCS8, SIGNATURE, SPKI, TEXT } from './test/golden.ts'

test('the text and the signature of a request are those that OpenSSL makes', () => {
  expect(signText({ ...PARAMS, sign: 'of before' })).toBe(TEXT)
  expect(rsa2(TEXT, privateKeyOf(PKCS8))).toBe(SIGNATURE)
  expect(isSignedBy(publicKeyOf(SPKI), TEXT, SIGNATURE)).toBe(true)
})

test('keys are read as the key tool writes them, for Java and for others, and as PEM', () => {
  const pem = (label: string, body: string): string =>
    `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`
  for (const key of [PKCS1, pem('PRIVATE KEY', PKCS8), pem('RSA PRIVATE KEY', PKCS1), `${PKCS8}\n`])
    expect(rsa2(TEXT, privateKeyOf(key))).toBe(SIGNATURE)
  expect(isSignedBy(publicKeyOf(pem('PUBLIC KEY', SPKI)), TEXT, SIGNATURE)).toBe(true)
})

test('a text that is no key is refused, and not quoted', () => {
  expect(() => privateKeyOf('c2VjcmV0')).toThrow(/^not an RSA private key$/)
  expect(() => publicKeyOf('secret')).toThrow(/^not an RSA public key$/)
})

test('the text is of all names but the left out in ascending order, whatever order they came in', () => {
  const word = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !/[=&]/.test(name))
  fc.assert(
    fc.property(fc.dictionary(word, fc.string({ maxLength: 8 })), (params) => {
      const text = signText(params)
      const shuffled = Object.fromEntries(Object.entries(params).reverse())
      expect(signText(shuffled)).toBe(text)
      const names = Object.keys(params).filter((name) => name !== 'sign' && params[name] !== '')
      expect(text).toBe(
        [...names]
          .sort()
          .map((name) => `${name}=${params[name]}`)
          .join('&'),
      )
    }),
  )
})

test('one changed letter and the signature is none', () => {
  const key = publicKeyOf(SPKI)
  fc.assert(
    fc.property(fc.nat(TEXT.length - 1), (at) => {
      expect(isSignedBy(key, `${TEXT.slice(0, at)}~${TEXT.slice(at + 1)}`, SIGNATURE)).toBe(false)
    }),
    { numRuns: 50 },
  )
  for (const none of ['', 'AAAA', `${SIGNATURE.slice(0, -8)}AAAAAA==`])
    expect(isSignedBy(key, TEXT, none)).toBe(false)
})
