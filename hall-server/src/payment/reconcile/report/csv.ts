import type { Tables } from './tables.ts'

/** By this Excel knows UTF-8; without it a Chinese one takes the file for GBK. */
const BOM = '\uFEFF'

/** RFC 4180 with CRLF: the head, the sides, the cases, an empty line between. */
export function csvOf({ head, sides, cases }: Tables): string {
  const lines = [...head, [], ...sides, [], ...cases]
  return BOM + lines.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

/** A field; what a spreadsheet would take for a formula gets an apostrophe before it. */
function field(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
