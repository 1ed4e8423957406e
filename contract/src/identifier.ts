import { isSoundIdNumber } from './ticket/identity.ts'

// Every identifier that people type, paste, scan or write in a file is put into one form here before it is compared.

/** What nobody sees: controls, marks of direction and joining, variation selectors, keycaps, blanks that count as letters. */
const UNSEEN = /[\p{DI}\p{Cf}\p{Cc}\u2800]|\u20E3/gu
/** What groups digits for the eye: blanks, all dashes, points, primes, commas. */
const GROUPING = /[\s\p{Pd}\u2212._'’·•‧・,、]/gu
const LINE_END = /[\n\r\v\f\u0085\u2028\u2029]+/u
/** What stands for the check character X where it cannot be typed: the sign of multiplication, letters that look alike. */
const LIKE_X = /[×✕✖⨯хΧχХ]$/u

/** Lines that hold something seen. A line that ends in whatever way is one. */
export function linesOf(text: string): string[] {
  return text.split(LINE_END).filter((line) => seen(line) !== '')
}

/** A text as it is seen: compatible forms of a character are one (NFKC: full-width, circled), nothing unseen, no blanks around. */
export function seen(text: string): string {
  return text.normalize('NFKC').replace(UNSEEN, '').normalize('NFKC').trim()
}

/** Letters and digits in capitals without grouping: `ａ 001` and `A-001` are `A001`. For codes and numbers of one line. */
export function compact(text: string): string {
  return settled(text, (one) => seen(one).replace(GROUPING, '').toUpperCase())
}

/** The one form of a configured id or of one that a machine made; it keeps its dashes. Only for comparing. */
export function caseless(text: string): string {
  return settled(text, (one) => seen(one).replace(/\s/gu, '').toLowerCase())
}

/** Few letters change once more when what was changed is put into its form: `ῒ` in capitals is three characters. */
const MOST_CHANGES = 5

/** A form of which the form is itself. */
function settled(text: string, form: (text: string) => string): string {
  let last = text
  for (let change = 0; change < MOST_CHANGES; change += 1) {
    const next = form(last)
    if (next === last) break
    last = next
  }
  return last
}

/** An ID number in one form, whether or not it can be one: `990000 19900307 100×` is `99000019900307100X`. */
export function idNumberForm(text: string): string {
  return compact(text).replace(LIKE_X, 'X')
}

/** The ID number that a text is, in its one form; null when it is none: two lines, a wrong check digit, no such day. */
export function idNumberOf(text: string): string | null {
  const number = onlyLine(text, idNumberForm)
  return number !== null && isSoundIdNumber(number) ? number : null
}

/** The staff number (3 to 8 digits) that a text is, in its one form; null when it is none. */
export function staffNumberOf(text: string): string | null {
  return matching(text, /^[0-9]{3,8}$/)
}

/** The ticket number (`A007`) that a text is, in its one form; null when it is none. */
export function ticketNumberOf(text: string): string | null {
  return matching(text, /^[A-Z][0-9]{3,}$/)
}

/** The digits that a text is (a PIN, an account, a key of a pad), in their one form; null when it holds anything else. */
export function digitsOf(text: string): string | null {
  return matching(text, /^[0-9]+$/)
}

/** Whether somebody who looks for `wanted` means this ticket number: a part of it, or its number without the zeros. */
export function isTicketWanted(number: string, wanted: string): boolean {
  const form = compact(wanted)
  if (number.includes(form)) return true
  const [, prefix, digits] = /^([A-Z]?)0*([0-9]+)$/.exec(form) ?? []
  return prefix !== undefined && number.startsWith(prefix) && Number(number.slice(1)) === Number(digits)
}

function matching(text: string, shape: RegExp): string | null {
  const form = onlyLine(text, compact)
  return form !== null && shape.test(form) ? form : null
}

function onlyLine(text: string, form: (line: string) => string): string | null {
  const [line, ...more] = linesOf(text)
  return line === undefined || more.length > 0 ? null : form(line)
}
