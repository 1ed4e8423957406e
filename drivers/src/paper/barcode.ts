const codeC = /^(?:\d\d){2,}/
const printable = /^[\x20-\x7e]+$/
/** Longest text of a CODE128 symbol after its codes are chosen: one byte counts them. */
const MOST_BYTES = 255

/**
 * The data of a CODE128 symbol for GS k 73 (Epson ESC/POS reference "GS k"): code set B for letters, C for runs of at
 * least four digits, which it packs by pairs. The pair 16 is never followed by 04, 05 or 20 in set C, since those
 * bytes would be a real-time command. Throws a RangeError on anything but 1 or more printable ASCII letters, and on
 * a text that is too long.
 */
export function code128(text: string): Buffer {
  if (!printable.test(text)) throw new RangeError('CODE128 takes printable ASCII')
  const parts: number[] = []
  let set = ''
  const choose = (wanted: 'B' | 'C') => {
    if (set !== wanted) parts.push(0x7b, wanted.charCodeAt(0))
    set = wanted
  }
  for (let rest = text; rest !== '';) {
    const pairs = pairsOf(codeC.exec(rest)?.[0] ?? '')
    if (pairs.length > 0) {
      choose('C')
      parts.push(...pairs)
      rest = rest.slice(pairs.length * 2)
    } else {
      choose('B')
      parts.push(...(rest.startsWith('{') ? [0x7b, 0x7b] : [rest.charCodeAt(0)]))
      rest = rest.slice(1)
    }
  }
  if (parts.length > MOST_BYTES)
    throw new RangeError(`CODE128 of ${parts.length} bytes, at most ${MOST_BYTES}`)
  return Buffer.from(parts)
}

/**
 * Width of a CODE128 symbol in modules, from data as `code128` makes it: eleven a code, of which start and check are
 * two, and thirteen for the stop. A printer does not print one that is wider than its paper.
 */
export function code128Modules(data: Uint8Array): number {
  let codes = 1
  for (let at = 0; at < data.length; at += data[at] === 0x7b ? 2 : 1) codes += 1
  return codes * 11 + 13
}

/** Digits as pairs, up to where they would make a real-time command. */
function pairsOf(digits: string): number[] {
  const pairs = (digits.match(/\d\d/g) ?? []).map(Number)
  const bad = pairs.findIndex((pair, at) => pair === 0x10 && [0x04, 0x05, 0x14].includes(pairs[at + 1] ?? 0))
  return bad === -1 ? pairs : pairs.slice(0, bad)
}
