import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { receiptSecret } from './receipt-secret.ts'

test('a secret is new each time, fits a link, and is told by its hash alone', async () => {
  vi.stubGlobal('isSecureContext', true)
  const [one, other] = [await receiptSecret(), await receiptSecret()]
  expect(one?.secret).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(one?.tokenHash).toBe(createHash('sha256').update(one!.secret).digest('hex'))
  expect(other?.secret).not.toBe(one?.secret)
})

test('a page that may not compute hashes makes none', async () => {
  vi.stubGlobal('isSecureContext', false)
  expect(await receiptSecret()).toBeNull()
})
