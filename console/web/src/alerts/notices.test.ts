import { expect, test } from 'vitest'
import { readWanted, wants } from './notices.ts'

test('what a person chose is read again, that of an earlier release too, and anything else is quiet', () => {
  expect(readWanted('critical all')).toEqual({ sound: 'critical', notify: 'all' })
  expect(readWanted('1 0')).toEqual({ sound: 'all', notify: 'off' })
  expect(readWanted(null)).toEqual({ sound: 'off', notify: 'off' })
  expect(readWanted('loud very')).toEqual({ sound: 'off', notify: 'off' })
})

test('a choice counts by severity', () => {
  expect([wants('critical', 'warning'), wants('critical', 'critical')]).toEqual([false, true])
  expect([wants('all', 'warning'), wants('off', 'critical')]).toEqual([true, false])
})
