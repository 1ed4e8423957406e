/** CRC-16/IBM-3740 (polynomial 1021, start FFFF, not reflected); check value of "123456789" is 29B1. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

/** Sum of all bytes modulo 256. */
export function sum8(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)
}

/** Exclusive or of all bytes. */
export function xor8(bytes: Uint8Array): number {
  return bytes.reduce((xor, byte) => xor ^ byte, 0)
}
