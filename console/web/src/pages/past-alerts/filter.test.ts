import { expect, test } from 'vitest'
import { NOBODY, dayStart, pastQuery } from './filter.ts'

const NONE = { from: '', to: '', severity: '', kind: '', hall: '', who: '', region: null }

test('a filter is asked as it stands in the address, its last day included', () => {
  const query = pastQuery({ ...NONE, from: '2026-01-31', to: '2026-01-31', kind: 'waitTooLong', who: 'S1' })
  expect(Number(query.get('to')) - Number(query.get('from'))).toBe(86_400_000)
  expect(query.get('from')).toBe(String(new Date(2026, 0, 31).getTime()))
  expect(query.get('kind')).toBe('waitTooLong')
  expect(query.get('who')).toBe('S1')
  expect(pastQuery(NONE).toString()).toBe('')
})

test('nobody is asked for as nobody, and what is no day is none', () => {
  expect(pastQuery({ ...NONE, who: NOBODY }).get('who')).toBe('')
  expect(dayStart('tomorrow')).toBeNull()
})
