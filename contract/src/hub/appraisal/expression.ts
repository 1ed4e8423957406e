/** What a formula may name. `overLimit`: cases that took longer than the limit of their service; `days`: days with cases. */
export const APPRAISAL_MEASURES = [
  ...['issued', 'waits', 'waitMs', 'served', 'handlingMs', 'noShows', 'ratings', 'levels', 'satisfied'],
  ...['overLimit', 'days'],
] as const
export type AppraisalFigures = Readonly<Record<string, number>>

/** Longest formula, letters: whatever it nests, it is computed in no time. */
export const LONGEST_FORMULA = 120

type Reader = { text: string; at: number; figures: AppraisalFigures }

/**
 * Computes a formula of measures: `+ - * /`, brackets, numbers, `min(a, b)`, `max(a, b)`. Nothing else can be said in it,
 * and nothing of the program can be reached. Null: it divides by nothing.
 * @throws Error where the text is no formula
 */
export function computed(text: string, figures: AppraisalFigures): number | null {
  if (text.length > LONGEST_FORMULA) throw new Error('too long')
  const reader: Reader = { text, at: 0, figures }
  const value = sum(reader)
  skip(reader)
  if (reader.at < text.length) throw new Error(`not understood: ${text.slice(reader.at, reader.at + 10)}`)
  return Number.isFinite(value) ? value : null
}

/** Whether a text is a formula of the measures there are. */
export function isFormula(text: string): boolean {
  try {
    computed(text, Object.fromEntries(APPRAISAL_MEASURES.map((name) => [name, 1])))
    return true
  } catch {
    return false
  }
}

function skip(reader: Reader): void {
  while (reader.text[reader.at] === ' ') reader.at += 1
}

function take(reader: Reader, sign: string): boolean {
  skip(reader)
  if (reader.text[reader.at] !== sign) return false
  reader.at += 1
  return true
}

function expect(reader: Reader, sign: string): void {
  if (!take(reader, sign)) throw new Error(`${sign} is missing`)
}

function sum(reader: Reader): number {
  let value = product(reader)
  for (;;) {
    if (take(reader, '+')) value += product(reader)
    else if (take(reader, '-')) value -= product(reader)
    else return value
  }
}

function product(reader: Reader): number {
  let value = single(reader)
  for (;;) {
    if (take(reader, '*')) value *= single(reader)
    else if (take(reader, '/')) value /= single(reader)
    else return value
  }
}

function single(reader: Reader): number {
  if (take(reader, '-')) return -single(reader)
  if (take(reader, '(')) {
    const value = sum(reader)
    expect(reader, ')')
    return value
  }
  skip(reader)
  const [word = ''] = /^(?:\d{1,12}(?:\.\d{1,6})?|[A-Za-z]{1,20})/.exec(reader.text.slice(reader.at)) ?? []
  if (word === '') throw new Error('a value is missing')
  reader.at += word.length
  if (/^\d/.test(word)) return Number(word)
  if (word === 'min' || word === 'max') {
    expect(reader, '(')
    const first = sum(reader)
    expect(reader, ',')
    const second = sum(reader)
    expect(reader, ')')
    return Math[word](first, second)
  }
  if (!Object.hasOwn(reader.figures, word)) throw new Error(`there is no ${word}`)
  return reader.figures[word] ?? 0
}
