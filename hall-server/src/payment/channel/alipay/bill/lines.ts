import { BillFault } from '../../port.ts'

/** No line of a bill is nearly so long. */
const MOST_CHARACTERS = 16_000

/**
 * Lines of GBK text that comes in pieces cut anywhere, also within a character. Numbers count from 1.
 *
 * @throws BillFault where bytes are not GBK, or a line does not end.
 */
export async function* textLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ text: string; number: number }> {
  const decoder = new TextDecoder('gbk', { fatal: true })
  let number = 0
  let rest = ''
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      throw new BillFault('not GBK', number + 1)
    }
  }
  for await (const piece of pieces) {
    const lines = (rest + decode(piece)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MOST_CHARACTERS) throw new BillFault('a line that does not end', number + 1)
    for (const line of lines) yield { text: line.replace(/\r$/, ''), number: (number += 1) }
  }
  rest += decode()
  if (rest !== '') yield { text: rest, number: number + 1 }
}

/** Fields of a line without the blanks and TABs around them; a field may be in quotes, doubled within. */
export function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((text) => text.trim())
  const fields = line.match(/(?:^|,)(?:\s*"(?:[^"]|"")*"\s*|[^,]*)/g) ?? []
  return fields.map((text, index) => unquoted((index === 0 ? text : text.slice(1)).trim()))
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"').trim()
    : text
}
