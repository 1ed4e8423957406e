/** Bytes that are no UTF-8; `line` and `column` count from 1, a column is a character. */
export class TextEncodingError extends Error {
  readonly line: number
  readonly column: number
  readonly looksLike: string

  constructor({ line, column, looksLike }: { line: number; column: number; looksLike: string }) {
    super(`not UTF-8 at line ${line}, column ${column} (looks like ${looksLike}): save the file as UTF-8`)
    this.name = 'TextEncodingError'
    this.line = line
    this.column = column
    this.looksLike = looksLike
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Text of UTF-8 bytes, without a byte order mark. Node's own `toString('utf8')` turns what is something else (a file that
 * a Windows editor saved as GBK, UTF-16) into replacement letters without a word.
 *
 * @throws TextEncodingError when the bytes are not UTF-8, with the place of the first that is none.
 */
export function strictText(bytes: Uint8Array): string {
  if (bytes.includes(0))
    throw new TextEncodingError({ ...placeOf(bytes, bytes.indexOf(0)), looksLike: 'UTF-16' })
  try {
    return decoder.decode(bytes)
  } catch {
    throw new TextEncodingError({ ...placeOf(bytes, firstWrongByte(bytes)), looksLike: guess(bytes) })
  }
}

/** The longest beginning that is UTF-8, found by halves: a decoder says that something is wrong, not where. */
function firstWrongByte(bytes: Uint8Array): number {
  let sound = 0
  let wrong = bytes.length
  while (sound < wrong) {
    const middle = Math.ceil((sound + wrong) / 2)
    if (begins(bytes.subarray(0, middle))) sound = middle
    else wrong = middle - 1
  }
  return sound
}

/** Whether bytes are UTF-8 or the beginning of it. */
function begins(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function placeOf(bytes: Uint8Array, at: number): { line: number; column: number } {
  const before = new TextDecoder().decode(bytes.subarray(0, at)).split('\n')
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 }
}

function guess(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'UTF-16'
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return 'GBK'
  } catch {
    return 'another encoding'
  }
}
