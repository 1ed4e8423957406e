import { createHash, generateKeyPairSync, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseAnswer, parseForm, signedText } from './fields.ts'
import { signed } from './signature.ts'

test('what is signed is every field but the signature, in the order of names, empty ones too', () => {
  expect(signedText({ c: '', b: '中', signature: 'x', a: '1', B: '2' })).toBe('B=2&a=1&b=中&c=')
})

test('the SHA-256 of the text in lower-case hex is what is signed', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const { signature = '' } = signed({ c: '', b: '中', a: '1' }, privateKey)
  // printf 'a=1&b=中&c=' | sha256sum
  const digest = '038d58dd1eb932172b627ad674e37e38b08edd3cde50a9c51f0b25785458ed16'
  expect(createHash('sha256').update('a=1&b=中&c=').digest('hex')).toBe(digest)
  expect(verify('sha256', Buffer.from(digest), publicKey, Buffer.from(signature, 'base64'))).toBe(true)
})

test('answers are not escaped: plus, percent and equals signs are themselves', () => {
  expect(parseAnswer('a=1&signature=ab+c/d==&m=100%&o={x=1&y={z=2&w=3}}&e=')).toEqual({
    a: '1',
    signature: 'ab+c/d==',
    m: '100%',
    o: '{x=1&y={z=2&w=3}}',
    e: '',
  })
  expect(parseAnswer('<html></html>')).toBeNull()
  expect(parseAnswer('a=1&a=2')).toBeNull()
  expect(parseAnswer('__proto__=1&respCode=00')?.respCode).toBe('00')
})

test('notices are forms', () => {
  expect(parseForm('a=1&m=%E4%B8%AD+%2B')).toEqual({ a: '1', m: '中 +' })
  expect(parseForm('')).toBeNull()
  expect(parseForm('a=1&a=2')).toBeNull()
})
