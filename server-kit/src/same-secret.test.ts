import { expect, test } from 'vitest'
import { isSameSecret } from './same-secret.ts'

test('only the same text is the same secret, whatever its length', () => {
  expect(isSameSecret('open sesame', 'open sesame')).toBe(true)
  expect(isSameSecret('', '')).toBe(true)
  for (const given of ['', 'open sesam', 'open sesame ', 'Open sesame', 'open sesamf'])
    expect(isSameSecret(given, 'open sesame'), given).toBe(false)
})
