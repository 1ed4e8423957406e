import type { RefusalCode } from '../refusal.ts'

/** The least length, in characters. */
const SHORTEST = 10
/** What many choose first; compared without case and what stands between. */
const COMMON = [
  'password',
  'qwertyuiop',
  'administrator',
  '1q2w3e4r5t',
  'iloveyou',
  'woaini',
  'guowang',
  'stategrid',
]

/**
 * What is against a password that somebody chooses, or null. Long rather than odd: no rule asks for signs or capitals,
 * which people answer with what can be guessed.
 */
export function passwordProblem(
  chosen: string,
  { staffNumber, before }: { staffNumber: string; before: string },
): RefusalCode | null {
  const password = chosen.normalize('NFKC')
  if ([...password].length < SHORTEST) return 'password.tooShort'
  if (password === before.normalize('NFKC')) return 'password.same'
  const bare = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const rest = [staffNumber, ...COMMON].reduce((left, word) => left.replaceAll(word, ''), bare)
  return [...rest].length < 4 || new Set(rest).size < 4 || isRun(rest) ? 'password.tooSimple' : null
}

/** `0123456789`, `9876543210`, `abcdefghij`. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => (code - (codes[index] ?? 0) + 10) % 10))
  return steps.size === 1 && (steps.has(1) || steps.has(9) || steps.has(0))
}
