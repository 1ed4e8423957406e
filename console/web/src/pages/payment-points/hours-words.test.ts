import { readHours } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { hoursWords } from './hours-words.ts'
import { paymentPointTexts } from './texts.ts'

/** Texts of the page in a language, as its `t` gives them. */
const sayIn =
  (language: 'zh' | 'en') =>
  (key: string, parts: Record<string, string> = {}): string => {
    const texts: Record<string, string> = paymentPointTexts[language].paymentPoints
    const text = texts[key.slice('paymentPoints.'.length)] ?? key
    return Object.entries(parts).reduce((said, [name, part]) => said.replace(`{${name}}`, part), text)
  }

test.each([
  ['24h', '全天', 'around the clock'],
  [
    '1-5 09:00-12:00 13:30-17:00; 6 09:30-16:00; holiday closed',
    '周一至周五 09:00-12:00 13:30-17:00；周六 09:30-16:00；节假日 休息',
    'Mon to Fri 09:00-12:00 13:30-17:00; Sat 09:30-16:00; holidays closed',
  ],
  ['2026-10-01..2026-10-03 closed', '2026-10-01–2026-10-03 休息', '2026-10-01–2026-10-03 closed'],
])('hours %s in words', (text, zh, en) => {
  expect(hoursWords(readHours(text)!, sayIn('zh'))).toBe(zh)
  expect(hoursWords(readHours(text)!, sayIn('en'))).toBe(en)
})
