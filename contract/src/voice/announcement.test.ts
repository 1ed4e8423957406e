import fc from 'fast-check'
import { expect, test } from 'vitest'
import { announcementText } from './announcement.ts'
import { LANGUAGES } from '../text.ts'

test('a call is spoken in Chinese with its digits one by one', () => {
  expect(announcementText([{ ticketNumber: 'A007', counterNumber: '3' }], 'zh')).toBe(
    '请A零零七号，到三号窗口',
  )
})

test('a call is spoken in English with its digits one by one', () => {
  expect(announcementText([{ ticketNumber: 'A007', counterNumber: '3' }], 'en')).toBe(
    'Ticket A, zero zero seven, please go to counter three',
  )
})

test.each([
  ['1', '一', 'one'],
  ['10', '十', 'ten'],
  ['12', '十二', 'twelve'],
  ['20', '二十', 'twenty'],
  ['47', '四十七', 'forty seven'],
  ['07', '零七', 'zero seven'],
  ['105', '一零五', 'one zero five'],
  ['0', '零', 'zero'],
])('counter %s is spoken as people say it', (counterNumber, zh, en) => {
  const call = { ticketNumber: 'B120', counterNumber }
  expect(announcementText([call], 'zh')).toBe(`请B一二零号，到${zh}号窗口`)
  expect(announcementText([call], 'en')).toBe(`Ticket B, one two zero, please go to counter ${en}`)
})

test('no sentence holds an Arabic digit, and different counters never sound the same', () => {
  const counter = fc.stringMatching(/^[0-9]{1,3}$/)
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Z][0-9]{3,5}$/),
      counter,
      counter,
      fc.constantFrom(...LANGUAGES),
      (ticketNumber, one, other, language) => {
        const text = announcementText([{ ticketNumber, counterNumber: one }], language)
        expect(text).not.toMatch(/[0-9]/)
        if (one !== other)
          expect(text).not.toBe(announcementText([{ ticketNumber, counterNumber: other }], language))
      },
    ),
  )
})

test('several calls go into one sentence', () => {
  const calls = [
    { ticketNumber: 'A012', counterNumber: '3' },
    { ticketNumber: 'B107', counterNumber: '12' },
  ]
  expect(announcementText(calls, 'zh')).toBe('请A零一二号，到三号窗口；B一零七号，到十二号窗口')
  expect(announcementText(calls, 'en')).toBe(
    'Please: ticket A, zero one two, to counter three; ticket B, one zero seven, to counter twelve',
  )
})
