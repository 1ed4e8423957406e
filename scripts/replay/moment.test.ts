import { describe, expect, test } from 'vitest'
import { momentOf, showMoment } from './moment.ts'

const iso = (text: string, zone: string): string | null => {
  const moment = momentOf(text, zone)
  return moment === null ? null : new Date(moment).toISOString()
}

describe('momentOf', () => {
  test('reads a time on the clock of the hall', () => {
    expect(iso('2026-01-05T10:15:00', 'Asia/Shanghai')).toBe('2026-01-05T02:15:00.000Z')
    expect(iso('2026-01-05 10:15', 'Asia/Shanghai')).toBe('2026-01-05T02:15:00.000Z')
  })

  test('takes a day alone as its first moment', () => {
    expect(iso('2026-01-05', 'Asia/Shanghai')).toBe('2026-01-04T16:00:00.000Z')
  })

  test('follows an offset that is given', () => {
    expect(iso('2026-01-05T10:15:00Z', 'Asia/Shanghai')).toBe('2026-01-05T10:15:00.000Z')
    expect(iso('2026-01-05T10:15:00-03:30', 'Asia/Shanghai')).toBe('2026-01-05T13:45:00.000Z')
  })

  test('takes an hour that the clock shows twice as the first', () => {
    expect(iso('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('takes a time that the clock leaps over as the time after the leap', () => {
    expect(iso('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  })

  test('refuses what is no date', () => {
    for (const text of ['yesterday', '2026-02-30', '2026-13-01', '2026-01-05T25:00', '']) {
      expect(momentOf(text, 'Asia/Shanghai')).toBeNull()
    }
  })

  test('shows a moment so that it can be given again', () => {
    const at = Date.parse('2026-01-05T02:15:07Z')
    const shown = showMoment(at, 'Asia/Shanghai')
    expect(shown).toBe('2026-01-05 10:15:07')
    expect(momentOf(shown, 'Asia/Shanghai')).toBe(at)
  })
})
