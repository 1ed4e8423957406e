import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Keys of 16 bytes for the two authentications and for the MACs. */
export type MasterKeys = { internal: Uint8Array; external: Uint8Array; mac: Uint8Array }

/** Keys that open simulated cards and nothing else; a utility's own never leave its security module. */
export const simulatedKeys: MasterKeys = {
  internal: Uint8Array.from({ length: 16 }, (_, index) => 0x10 + index),
  external: Uint8Array.from({ length: 16 }, (_, index) => 0x40 + index),
  mac: Uint8Array.from({ length: 16 }, (_, index) => 0x70 + index),
}

/** The card's own key: the master key encrypts the card's number, and its complement (PBOC 2.0 part 1, diversification). */
export function diversify(master: Uint8Array, serial: Uint8Array): Uint8Array {
  const complement = serial.map((byte) => byte ^ 0xff)
  return Uint8Array.of(...encipher(master, serial), ...encipher(master, complement))
}

/** Triple DES of one block of 8 bytes with a key of 16. */
export function encipher(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('des-ede3-ecb', triple(key), null).setAutoPadding(false)
  return Uint8Array.of(...cipher.update(block), ...cipher.final())
}

/**
 * The MAC of PBOC 2.0 part 1: the challenge of 4 bytes and 4 zeros begin; the message is padded with 80 00…; single DES
 * chains the blocks, triple DES ends them; the first 4 bytes count.
 */
export function macOf(key: Uint8Array, challenge: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(message.length / 8) + 1) * 8)
  padded.set(message)
  padded[message.length] = 0x80
  const start = new Uint8Array(8)
  start.set(challenge.subarray(0, 4))
  const left = key.subarray(0, 8)
  const right = key.subarray(8, 16)
  const chain = createCipheriv('des-ede3-cbc', single(left), start).setAutoPadding(false)
  const last = Uint8Array.from(chain.update(padded)).slice(-8)
  const middle = createDecipheriv('des-ede3-ecb', single(right), null).setAutoPadding(false)
  const end = createCipheriv('des-ede3-ecb', single(left), null).setAutoPadding(false)
  return Uint8Array.from(end.update(middle.update(last))).slice(0, 4)
}

function triple(key: Uint8Array): Uint8Array {
  return Uint8Array.of(...key, ...key.subarray(0, 8))
}

/** Single DES as triple DES with three equal keys: OpenSSL 3 keeps only the latter. */
function single(key: Uint8Array): Uint8Array {
  return Uint8Array.of(...key, ...key, ...key)
}
