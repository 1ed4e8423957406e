/** GBK bytes of each character, found by decoding them all: Node decodes GBK and does not encode it. */
const PAIRS: ReadonlyMap<string, number> = (() => {
  const decoder = new TextDecoder('gbk')
  const pairs = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(new Uint8Array([lead, trail]))
      if (character.length === 1 && character !== '�') pairs.set(character, lead * 256 + trail)
    }
  return pairs
})()

/** GBK of a text; `?` for what GBK has not. */
export function gbk(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 2)
  let length = 0
  for (const character of text) {
    const pair = PAIRS.get(character)
    if (character.charCodeAt(0) < 0x80) length = bytes.writeUInt8(character.charCodeAt(0), length)
    else if (pair === undefined) length = bytes.writeUInt8(0x3f, length)
    else length = bytes.writeUInt16BE(pair, length)
  }
  return bytes.subarray(0, length)
}
