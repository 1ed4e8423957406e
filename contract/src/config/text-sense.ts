import type { ConfigProblem } from './cross-check.ts'

/** What an editor leaves where it could not read a letter (U+FFFD), or what a wrong encoding turns letters into. */
const LOST = /\uFFFD/
/** Letters that nobody sees and programs obey: control, format and private letters, ends of lines. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

/** Every text of a file, at any depth, that no screen could show: blank, with lost letters or with invisible ones. */
export function textProblems(value: unknown, path: readonly (string | number)[] = []): ConfigProblem[] {
  if (typeof value === 'string') {
    const expected = textProblem(value)
    return expected === null ? [] : [{ path: path.join('.'), expected }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inside]) => textProblems(inside, [...path, key]))
}

function textProblem(text: string): string | null {
  if (LOST.test(text)) return 'letters that were not lost in another encoding (�): save the file as UTF-8'
  const unseen = UNSEEN.exec(text)?.[0]
  if (unseen !== undefined) return `no invisible character (${codePoint(unseen)})`
  if (text.trim() === '') return 'a text, not blanks'
  return null
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
