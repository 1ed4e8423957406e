// UUID version 7: 48 bits of Unix milliseconds, then version, variant and 74 random bits (RFC 9562 §5.7).
const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Makes a UUIDv7 from epoch milliseconds and ten random bytes (six of their bits are overwritten). */
export function uuid7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuid7 needs ten random bytes')
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= 2 ** 48)
    throw new RangeError(`uuid7 cannot hold ${nowMs}`)
  const bytes = Uint8Array.from(random.subarray(0, 10))
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f)
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f)
  const hex =
    nowMs.toString(16).padStart(12, '0') +
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The epoch milliseconds inside a UUIDv7, or undefined when the text is none. */
export function timeOf(id: string): number | undefined {
  return pattern.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined
}
