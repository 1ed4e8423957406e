import type { Language } from '../text.ts'

/** What is said about a call: which ticket goes to which counter, both as they are shown (`A007`, `3`). */
export type Announcement = {
  ticketNumber: string
  counterNumber: string
}

const DIGITS = {
  zh: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
} as const satisfies Record<Language, readonly string[]>

const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const

const BETWEEN: Record<Language, string> = { zh: '', en: ' ' }

/** Digits one by one, 0 as 零, as halls call: a customer compares them with the digits on the paper. */
function digitByDigit(digits: string, language: Language): string {
  return [...digits].map((digit) => DIGITS[language][Number(digit)]).join(BETWEEN[language])
}

/** A counter number as people say it: 12 is twelve, but 105 and 07 go digit by digit. */
function spokenCounter(number: string, language: Language): string {
  const value = Number(number)
  if (value < 10 || String(value) !== number || value > 99) return digitByDigit(number, language)
  const tens = Math.floor(value / 10)
  const unit = value % 10
  const unitWord = unit === 0 ? '' : DIGITS[language][unit]
  if (language === 'zh') return `${tens === 1 ? '' : DIGITS.zh[tens]}十${unitWord}`
  if (tens === 1) return TEENS[unit] ?? ''
  return unit === 0 ? (TENS[tens] ?? '') : `${TENS[tens]} ${unitWord}`
}

/** At most so many calls go into one sentence: more, and nobody keeps their own in mind. */
export const CALLS_IN_A_SENTENCE = 4

/**
 * The sentence a voice says for a call, or for several at once where many are called in a rush. Free of Arabic digits,
 * which voices read in ways of their own. The English comma after the letter keeps a voice from reading "A" as the article.
 */
export function announcementText(calls: readonly Announcement[], language: Language): string {
  const spoken = calls.map(({ ticketNumber, counterNumber }) => ({
    letter: ticketNumber.slice(0, 1),
    ticket: digitByDigit(ticketNumber.slice(1), language),
    counter: spokenCounter(counterNumber, language),
  }))
  if (language === 'zh')
    return `请${spoken.map(({ letter, ticket, counter }) => `${letter}${ticket}号，到${counter}号窗口`).join('；')}`
  const [only, ...others] = spoken
  if (only && others.length === 0)
    return `Ticket ${only.letter}, ${only.ticket}, please go to counter ${only.counter}`
  return `Please: ${spoken.map(({ letter, ticket, counter }) => `ticket ${letter}, ${ticket}, to counter ${counter}`).join('; ')}`
}
