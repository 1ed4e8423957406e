import { createDecipheriv } from 'node:crypto'
import { z } from 'zod'

const TAG_BYTES = 16
const KEY_BYTES = 32

/** What WeChat Pay sends enciphered: the data of a notice, a platform certificate. */
export const Resource = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  nonce: z.string().min(1).max(64),
  associated_data: z.string().max(64).default(''),
  ciphertext: z.base64().max(2_000_000),
})
export type Resource = z.output<typeof Resource>

/** The APIv3 key as its file has it. Throws unless it is 32 bytes. */
export function apiV3Key(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'utf8')
  if (key.length !== KEY_BYTES) throw new Error(`an APIv3 key has ${KEY_BYTES} bytes, not ${key.length}`)
  return key
}

/**
 * Deciphers a resource (证书和回调报文解密): AES-256-GCM, `nonce` as iv, the last 16 bytes are the tag. Throws where the tag
 * is not right: nothing of it is then to be believed.
 */
export function decipher(resource: Resource, key: Buffer): Buffer {
  const bytes = Buffer.from(resource.ciphertext, 'base64')
  if (bytes.length < TAG_BYTES) throw new Error('a ciphertext without a tag')
  const end = bytes.length - TAG_BYTES
  const gcm = createDecipheriv('aes-256-gcm', key, Buffer.from(resource.nonce), { authTagLength: TAG_BYTES })
  gcm.setAuthTag(bytes.subarray(end))
  gcm.setAAD(Buffer.from(resource.associated_data))
  return Buffer.concat([gcm.update(bytes.subarray(0, end)), gcm.final()])
}
