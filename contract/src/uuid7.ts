const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of epoch milliseconds, then randomness, so ids sort by the time they were made.
 * `random` holds 10 fresh random bytes. Throws a `RangeError` for a time that 48 bits do not hold.
 */
export function uuid7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuid7 needs 10 random bytes')
  if (!(nowMs >= 0 && nowMs < 2 ** 48)) throw new RangeError(`uuid7 cannot hold ${nowMs}`)
  const time = Math.floor(nowMs).toString(16).padStart(12, '0')
  let hex = ''
  for (let at = 0; at < 10; at += 1) hex += HEX[random[at] ?? 0]
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
