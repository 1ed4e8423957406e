/** More than any file that people write by hand; the server says what it takes of it. */
const LONGEST_BYTES = 8_000_000

/**
 * What a text file says: UTF-8, or GB18030 as spreadsheets in China save it. Null where it is neither, whole and without a
 * doubtful letter, or longer than 8 MB: half-read names would be imported as something else.
 */
export async function textOf(file: Blob): Promise<string | null> {
  if (file.size > LONGEST_BYTES) return null
  const bytes = await file.arrayBuffer()
  return decoded('utf-8', bytes) ?? decoded('gb18030', bytes)
}

function decoded(encoding: string, bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
