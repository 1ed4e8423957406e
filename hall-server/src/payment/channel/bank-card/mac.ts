import { createCipheriv, createDecipheriv } from 'node:crypto'
import { isSameSecret } from '@service-hall/server-kit'

/** A double-length key of triple DES, 16 bytes. A single one stands twice. */
export type DesKey = Buffer

/** Enciphers whole blocks of 8 bytes, each by itself. */
export function encipher(key: DesKey, blocks: Buffer): Buffer {
  const cipher = createCipheriv('des-ede', key, null).setAutoPadding(false)
  return Buffer.concat([cipher.update(blocks), cipher.final()])
}

/** Opens what {@link encipher} closed. */
export function decipher(key: DesKey, blocks: Buffer): Buffer {
  const cipher = createDecipheriv('des-ede', key, null).setAutoPadding(false)
  return Buffer.concat([cipher.update(blocks), cipher.final()])
}

/** First bytes of the key over eight zero bytes, hex: tells whether a key is the one that was meant. */
export function checkValue(key: DesKey, bytes = 4): string {
  return encipher(key, Buffer.alloc(8)).toString('hex', 0, bytes).toUpperCase()
}

/**
 * Message authentication code of terminals in China (银联 ECB 算法): all blocks of 8 bytes are added without carry, the last
 * filled with zeros; the sum is written in hex, 16 characters; the first 8 of them are enciphered, added to the last 8 and
 * enciphered again; the first 8 characters of that in hex are the code.
 */
export function macOf(key: DesKey, block: Buffer): string {
  const sum = Buffer.alloc(8)
  for (let at = 0; at < block.length; at += 1)
    sum.writeUInt8(sum.readUInt8(at % 8) ^ block.readUInt8(at), at % 8)
  const text = Buffer.from(sum.toString('hex').toUpperCase(), 'latin1')
  const first = encipher(key, text.subarray(0, 8))
  const second = encipher(key, Buffer.from(first.map((byte, index) => byte ^ text.readUInt8(8 + index))))
  return second.toString('hex').toUpperCase().slice(0, 8)
}

/** Whether a message's field 64 is its own. */
export function isMacOf(key: DesKey, block: Buffer | null, mac: string | undefined): boolean {
  return block !== null && mac !== undefined && isSameSecret(mac.toUpperCase(), macOf(key, block))
}
