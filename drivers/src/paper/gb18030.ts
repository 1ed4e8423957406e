import iconv from 'iconv-lite'
import { lettersOf, seenOf } from './letters.ts'

/** A letter that could not be put on paper or display as it is: a character, or several that are one letter, such as a flag. */
export type TextWarning = { character: string; shownAs: string }

/** Two bytes by which the device shows a character that has no code of two bytes; `undefined` when it cannot. */
export type RareCharacter = (character: string) => Buffer | undefined

export type EncodedText = { bytes: Buffer; warnings: TextWarning[] }

/** Characters that GB18030 writes in four bytes, which GBK printers show as digits: `¥` becomes "0 6". */
const substitutes: Readonly<Record<string, string>> = {
  '¥': '￥',
  '²': '2',
  '³': '3',
  '¹': '1',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '•': '·',
  '–': '-',
  '\u00a0': ' ',
  '©': '(C)',
  '®': '(R)',
  '™': '(TM)',
}
const MISSING = '□'
/** Bytes, and cells, of a Hanzi and of a letter of one's own. */
const WIDE = 2
/** C0 controls and DEL. */
const controls = /[^\P{Cc}\u0080-\u009f]/gu
const memory = new Map<string, EncodedLetter>()
const MEMORY_LIMIT = 8_192

/** `rare`: what a picture may be asked for, best first; empty when the device has the letter. */
type EncodedLetter = { bytes: Buffer; warning?: TextWarning; rare: readonly string[] }

/**
 * Encodes one line of text in GB18030, in one or two bytes a character, which is also its width in cells.
 * C0 controls and DEL are dropped, so that no text can carry a command, and so is what is never seen, such as variation
 * selectors. A character of four bytes is replaced by its substitute or bare letter, else by what `rare` gives for it, else
 * by a visible `□` and a warning, since it may be part of somebody's name. Several code points that are one letter (an
 * emoji of several people, a letter with marks) are asked for as one; without a picture they come down to their first
 * character, with a warning. `rare` never changes the width.
 */
export function encodeGb18030(text: string, rare?: RareCharacter): EncodedText {
  const parts: Buffer[] = []
  const warnings: TextWarning[] = []
  for (const letter of lettersOf(text.normalize('NFC').replace(controls, ''))) {
    const encoded = encodeLetter(letter)
    const own = rare && ownPicture(encoded.rare, rare)
    parts.push(own?.bytes ?? encoded.bytes)
    const warning = own && encoded.warning ? shownAs(encoded.warning, own.letter) : encoded.warning
    if (warning) warnings.push(warning)
  }
  return { bytes: Buffer.concat(parts), warnings }
}

/** The letters of a text that `rare` of `encodeGb18030` would be asked for, each once, in order. */
export function rareLetters(text: string): string[] {
  const letters = lettersOf(text.normalize('NFC').replace(controls, ''))
  return [...new Set(letters.flatMap((letter) => encodeLetter(letter).rare.slice(0, 1)))]
}

function ownPicture(
  letters: readonly string[],
  rare: RareCharacter,
): { letter: string; bytes: Buffer } | undefined {
  for (const letter of letters) {
    const bytes = rare(letter)
    if (bytes) return { letter, bytes }
  }
  return undefined
}

/** Nothing to warn of when the whole letter is there. */
function shownAs({ character }: TextWarning, letter: string): TextWarning | undefined {
  return character === letter ? undefined : { character, shownAs: letter }
}

/** Width of a text on paper: an ASCII letter takes one cell, a Hanzi two. */
export function cellsOf(text: string): number {
  return encodeGb18030(text).bytes.length
}

/** Loads the code table, which takes a tenth of a second, before the first customer has to wait for it. */
export function warmUpText(): void {
  encodeGb18030('号')
}

function encodeLetter(letter: string): EncodedLetter {
  const known = memory.get(letter)
  if (known) return known
  const fresh = encodeFresh(seenOf(letter))
  if (memory.size >= MEMORY_LIMIT) memory.clear()
  memory.set(letter, fresh)
  return fresh
}

function encodeFresh(letter: string): EncodedLetter {
  const [first = '', ...others] = letter
  const bytes = direct(letter) ?? direct(bareLetter(letter))
  if (bytes) return { bytes, rare: [] }
  if (others.length === 0) return missing(letter)
  // The mark that a letter in our font carries is lost, the letter is not.
  const start = encodeFresh(first)
  const warning = { character: letter, shownAs: start.warning?.shownAs ?? first }
  const isWide = start.bytes.length === WIDE
  return { bytes: start.bytes, warning, rare: isWide ? [letter, ...start.rare] : [] }
}

function missing(character: string): EncodedLetter {
  const bytes = iconv.encode(MISSING, 'gb18030')
  return { bytes, warning: { character, shownAs: MISSING }, rare: [character] }
}

/** The bytes of a letter all of whose characters the device has or writes otherwise. */
function direct(letter: string | undefined): Buffer | undefined {
  if (letter === undefined) return undefined
  const parts: Buffer[] = []
  for (const character of letter) {
    const bytes = iconv.encode(substitutes[character] ?? character, 'gb18030')
    if (substitutes[character] === undefined && (bytes.length > WIDE || isLoss(character, bytes)))
      return undefined
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

function isLoss(character: string, bytes: Buffer): boolean {
  return bytes.length === 1 && bytes[0] === 0x3f && character !== '?'
}

function bareLetter(character: string): string | undefined {
  const bare = character.normalize('NFD').replace(/\p{Mark}/gu, '')
  return /^[\x20-\x7e]+$/.test(bare) ? bare : undefined
}
