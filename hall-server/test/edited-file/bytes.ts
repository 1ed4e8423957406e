import type { Random } from '@service-hall/harness/random'
import { stringify } from 'yaml'

/** How an editor may leave a file on the disk, by name; `usual` is UTF-8 with line feeds. */
export const WRITINGS: Readonly<Record<string, (text: string, random: Random) => Uint8Array>> = {
  usual: (text) => Buffer.from(text),
  bom: (text) => Buffer.from(`\uFEFF${text}`),
  crlf: (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  bomAndCrlf: (text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`),
  cr: (text) => Buffer.from(text.replaceAll('\n', '\r')),
  tabs: (text) => Buffer.from(text.replaceAll(/^( {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2))),
  trailingBlanks: (text) => Buffer.from(text.replaceAll('\n', ' \t\n')),
  utf16: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  utf16WithoutMark: (text) => Buffer.from(text, 'utf16le'),
  utf16BigEndian: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  gbk: (text) => gbkOf(text),
  latin1: (text) => Buffer.from(text, 'latin1'),
  cutOff: (text, random) => Buffer.from(text).subarray(0, random.below(text.length)),
  flippedByte(text, random) {
    const bytes = Buffer.from(text)
    bytes.writeUInt8(random.below(256), random.below(bytes.length))
    return bytes
  },
  zeros: (text) => Buffer.concat([Buffer.from(text), Buffer.alloc(512)]),
  twice: (text) => Buffer.from(text + text),
  empty: () => Buffer.alloc(0),
}

/** A file's text as people write it: JSON and YAML of two shapes. */
export function textOf(file: unknown, random: Random): string {
  if (random.chance(0.2)) return `${JSON.stringify(file, null, 2)}\n`
  const text = stringify(file, { lineWidth: random.pick([0, 80]), indent: 2 })
  return random.chance(0.3) ? `# ${'营业厅'.repeat(3)}\n${text}` : text
}

/** The two bytes of each character of GBK, found by decoding them all. */
const GBK: ReadonlyMap<string, number> = gbkTable()

function gbkTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      table.set(decoder.decode(Uint8Array.of(lead, trail)), lead * 256 + trail)
  return table
}

/** Text as a Windows editor of a Chinese system saves it; what GBK lacks becomes a question mark. */
export function gbkOf(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      if (character < '\u0080') return Buffer.from(character, 'latin1')
      const code = GBK.get(character)
      return code === undefined ? Buffer.from('?') : Buffer.of(code >> 8, code & 0xff)
    }),
  )
}
