import { expect, test } from 'vitest'
import { hallInstant } from './hall-instant.ts'

test('a typed time is the hall’s, whatever the browser’s zone', () => {
  expect(hallInstant('2026-01-05T14:05', 'Asia/Shanghai')).toBe(Date.parse('2026-01-05T14:05:00+08:00'))
  expect(hallInstant('2026-01-05T00:00', 'America/New_York')).toBe(Date.parse('2026-01-05T00:00:00-05:00'))
  expect(hallInstant('', 'Asia/Shanghai')).toBe(null)
  expect(hallInstant('2026-13-05T14:05', 'Asia/Shanghai')).toBe(null)
})
