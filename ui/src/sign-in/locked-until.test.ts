import { expect, test } from 'vitest'
import { lockedUntil } from './locked-until.ts'

test('a locked account says until when, if the server did', () => {
  const at = new Date(2026, 0, 5, 14, 30, 7)
  expect(lockedUntil(String(at.getTime()))).toBe('14:30:07')
  expect(lockedUntil(at.toISOString())).toBe('14:30:07')
  expect(lockedUntil('soon')).toBeNull()
  expect(lockedUntil(undefined)).toBeNull()
})
