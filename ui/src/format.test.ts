import { describe, expect, test } from 'vitest'
import { clockText, clockWithSeconds, secondsLeft, spanText } from './format.ts'

describe('times', () => {
  test('writes spans as minutes and seconds, with hours when there are any', () => {
    expect(spanText(0)).toBe('00:00')
    expect(spanText(187_999)).toBe('03:07')
    expect(spanText(3_600_000)).toBe('1:00:00')
    expect(spanText(36_125_000)).toBe('10:02:05')
  })

  test('takes a span below zero as none', () => {
    expect(spanText(-4000)).toBe('00:00')
  })

  test('counts down whole seconds and stops at zero', () => {
    expect(secondsLeft(10_000, 9_001)).toBe(1)
    expect(secondsLeft(10_000, 10_000)).toBe(0)
    expect(secondsLeft(10_000, 12_000)).toBe(0)
  })

  test('shows the clock of the hall', () => {
    const at = Date.UTC(2026, 0, 5, 2, 15, 7)
    expect(clockText(at, 'Asia/Shanghai')).toBe('10:15')
    expect(clockWithSeconds(at, 'Asia/Shanghai')).toBe('10:15:07')
  })
})
