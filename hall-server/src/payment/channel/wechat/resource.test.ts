import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Resource, apiV3Key, decipher } from './resource.ts'

const KEY = apiV3Key('0123456789abcdefghijklmnopqrstuv\n')
/** Enciphered by another implementation (Python's cryptography, OpenSSL). */
const GOLDEN = Resource.parse({
  algorithm: 'AEAD_AES_256_GCM',
  nonce: 'fdasfjihihih',
  associated_data: 'transaction',
  ciphertext: 'MI9hQcrq0UkWUjEvQWSREQnbMpRrZh6fkXJDoxHGNbqe6V9Ic6mWmg==',
})

test('a resource is deciphered by the APIv3 key', () => {
  expect(decipher(GOLDEN, KEY).toString()).toBe('{"amount":{"total":100}}')
})

test('a total of 100 cannot be made 180: the tag tells', () => {
  const bytes = Buffer.from(GOLDEN.ciphertext, 'base64')
  const at = '{"amount":{"total":1'.length
  bytes[at] = (bytes[at] ?? 0) ^ ('0'.charCodeAt(0) ^ '8'.charCodeAt(0))
  expect(() => decipher({ ...GOLDEN, ciphertext: bytes.toString('base64') }, KEY)).toThrow()
})

test('any change of the cipher, its tag, nonce, associated data or key is seen', () => {
  const bytes = Buffer.from(GOLDEN.ciphertext, 'base64')
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ change
      expect(() => decipher({ ...GOLDEN, ciphertext: changed.toString('base64') }, KEY)).toThrow()
    }),
  )
  expect(() => decipher({ ...GOLDEN, nonce: 'fdasfjihihii' }, KEY)).toThrow()
  expect(() => decipher({ ...GOLDEN, associated_data: 'refund' }, KEY)).toThrow()
  expect(() => decipher(GOLDEN, apiV3Key('1123456789abcdefghijklmnopqrstuv'))).toThrow()
  for (const ciphertext of ['', 'AAAA', bytes.subarray(0, -1).toString('base64')])
    expect(() => decipher({ ...GOLDEN, ciphertext }, KEY)).toThrow()
})

test('an APIv3 key has 32 bytes', () => {
  expect(() => apiV3Key('0123456789abcdefghijklmnopqrstu')).toThrow('32 bytes, not 31')
})
