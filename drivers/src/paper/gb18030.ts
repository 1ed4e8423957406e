import iconv from 'iconv-lite'

/** A character that could not be put on paper or display as it is. */
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
const memory = new Map<string, { bytes: Buffer; warning?: TextWarning }>()
const MEMORY_LIMIT = 8_192

/**
 * Encodes one line of text in GB18030, in one or two bytes a character, which is also its width in cells.
 * C0 controls and DEL are dropped, so that no text can carry a command; a character of four bytes is replaced by its
 * substitute or bare letter, else by what `rare` gives for it, else by a visible `□` and a warning, since it may be
 * part of somebody's name. `rare` never changes the width.
 */
export function encodeGb18030(text: string, rare?: RareCharacter): EncodedText {
  const parts: Buffer[] = []
  const warnings: TextWarning[] = []
  for (const character of text.normalize('NFC')) {
    const { bytes, warning } = encodeCharacter(character)
    const own = warning && rare?.(character)
    parts.push(own ?? bytes)
    if (warning && !own) warnings.push(warning)
  }
  return { bytes: Buffer.concat(parts), warnings }
}

/** Width of a text on paper: an ASCII letter takes one cell, a Hanzi two. */
export function cellsOf(text: string): number {
  return encodeGb18030(text).bytes.length
}

/** Loads the code table, which takes a tenth of a second, before the first customer has to wait for it. */
export function warmUpText(): void {
  encodeGb18030('号')
}

function encodeCharacter(character: string): { bytes: Buffer; warning?: TextWarning } {
  const known = memory.get(character)
  if (known) return known
  const fresh = encodeFresh(character)
  if (memory.size >= MEMORY_LIMIT) memory.clear()
  memory.set(character, fresh)
  return fresh
}

function encodeFresh(character: string): { bytes: Buffer; warning?: TextWarning } {
  if (character < ' ' || character === '\u007f') return { bytes: Buffer.alloc(0) }
  const direct = iconv.encode(character, 'gb18030')
  if (direct.length <= 2 && !isLoss(character, direct)) return { bytes: direct }
  const substitute = substitutes[character] ?? bareLetter(character)
  if (substitute !== undefined) return { bytes: iconv.encode(substitute, 'gb18030') }
  return { bytes: iconv.encode(MISSING, 'gb18030'), warning: { character, shownAs: MISSING } }
}

function isLoss(character: string, bytes: Buffer): boolean {
  return bytes.length === 1 && bytes[0] === 0x3f && character !== '?'
}

function bareLetter(character: string): string | undefined {
  const bare = character.normalize('NFD').replace(/\p{Mark}/gu, '')
  return /^[\x20-\x7e]+$/.test(bare) ? bare : undefined
}
