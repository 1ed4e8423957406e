import { xor8 } from '../src/frame/crc.ts'

/** A reply as the module of an identity card reader makes it. */
export function samReply(status: number, data: Uint8Array = new Uint8Array(0)): Buffer {
  const length = data.length + 4
  const body = Buffer.of(length >> 8, length & 0xff, 0, 0, status, ...data)
  return Buffer.concat([Buffer.of(0xaa, 0xaa, 0xaa, 0x96, 0x69), body, Buffer.of(xor8(body))])
}
