import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Master keys of 16 bytes for the two authentications and for MACs. */
export type CardKeys = { internal: Buffer; external: Buffer; mac: Buffer }

/** Those of the simulated cards (drivers/simulators): a sandbox whose cards are others is started with its own. */
export const SANDBOX_CARD_KEYS: CardKeys = {
  internal: Buffer.from('101112131415161718191a1b1c1d1e1f', 'hex'),
  external: Buffer.from('404142434445464748494a4b4c4d4e4f', 'hex'),
  mac: Buffer.from('707172737475767778797a7b7c7d7e7f', 'hex'),
}

/** Key of one card: 3DES of its number, then of its complement (PBOC 2.0 part 1, sub-key derivation). */
function derived(master: Buffer, serial: Buffer): Buffer {
  const complement = Buffer.from(serial.map((byte) => ~byte & 0xff))
  return Buffer.concat([des3(master, serial), des3(master, complement)])
}

/** Answer to a challenge of 8 bytes. */
export function responseTo(master: Buffer, serial: Buffer, challenge: Buffer): Buffer {
  return des3(derived(master, serial), challenge)
}

/** ISO 9797-1 MAC algorithm 3 with padding 2, from a start of the challenge's first 4 bytes and 4 zeros; 4 bytes. */
export function macOf(master: Buffer, serial: Buffer, challenge: Buffer, message: Buffer): Buffer {
  const key = derived(master, serial)
  const [left, right] = [key.subarray(0, 8), key.subarray(8)]
  const zeros = Buffer.alloc(7 - (message.length % 8))
  const padded = Buffer.concat([message, Buffer.of(0x80), zeros])
  let chain: Buffer = Buffer.concat([challenge.subarray(0, 4), Buffer.alloc(4)])
  for (let at = 0; at < padded.length; at += 8) {
    const mixed = Buffer.from(chain.map((byte, index) => byte ^ (padded[at + index] ?? 0)))
    chain = des1(left, mixed)
  }
  return des1(left, undes1(right, chain)).subarray(0, 4)
}

function des3(key: Buffer, block: Buffer): Buffer {
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key.subarray(0, 8)]), null)
  return Buffer.concat([cipher.setAutoPadding(false).update(block), cipher.final()])
}

/** Single DES as 3DES with one key three times: OpenSSL 3 has no other. */
function des1(key: Buffer, block: Buffer): Buffer {
  return des3(Buffer.concat([key, key]), block)
}

function undes1(key: Buffer, block: Buffer): Buffer {
  const decipher = createDecipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null)
  return Buffer.concat([decipher.setAutoPadding(false).update(block), decipher.final()])
}
