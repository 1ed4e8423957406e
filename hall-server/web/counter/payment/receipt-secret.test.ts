import { expect, test, vi } from 'vitest'
import { receiptSecret } from './receipt-secret.ts'

test('a secret is new each time, fits a link, and is told by its hash alone', async () => {
  vi.stubGlobal('isSecureContext', true)
  const [one, other] = [await receiptSecret(), await receiptSecret()]
  expect(one?.secret).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(one?.tokenHash).toMatch(/^[0-9a-f]{64}$/)
  expect(other?.secret).not.toBe(one?.secret)
})

test('the hash is SHA-256 of the secret as it stands in the link', async () => {
  vi.stubGlobal('isSecureContext', true)
  vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce((bytes) => bytes)
  // printf 'A…A' (32 times) | sha256sum
  expect(await receiptSecret()).toEqual({
    secret: 'A'.repeat(32),
    tokenHash: '22a48051594c1949deed7040850c1f0f8764537f5191be56732d16a54c1d8153',
  })
})

test('a page that may not compute hashes makes none', async () => {
  vi.stubGlobal('isSecureContext', false)
  expect(await receiptSecret()).toBeNull()
})
