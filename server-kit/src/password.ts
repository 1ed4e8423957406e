import { randomBytes, timingSafeEqual } from 'node:crypto'
import { HASH_THREAD } from './hash-thread.ts'

/** scrypt cost N = 2^15, r = 8, p = 3: one of the equivalent settings of the OWASP password storage sheet. */
const COST = 32_768
const BLOCK = 8
const PARALLEL = 3
const HASH_BYTES = 32

/** What is kept of a password or PIN: salt and hash (base64) and the cost N they were made with. */
export type PasswordRecord = {
  salt: string
  hash: string
  cost: number
}

function derive(secret: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: BLOCK, p: PARALLEL, maxmem: 256 * cost * BLOCK }
  return HASH_THREAD.derive({ secret: secret.normalize('NFKC'), salt, bytes: HASH_BYTES, options })
}

/** One after the other on a thread of its own (`hash-thread.ts`); whoever may ask without end bounds what waits. */
export async function hashPassword(secret: string, cost = COST): Promise<PasswordRecord> {
  const salt = randomBytes(16)
  const hash = await derive(secret, salt, cost)
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost }
}

/** Compares in constant time. Without a record it takes as long, so that nobody learns which accounts exist. */
export async function verifyPassword(secret: string, record: PasswordRecord | null): Promise<boolean> {
  const salt = Buffer.from(record?.salt ?? '', 'base64')
  const derived = await derive(secret, salt, record?.cost ?? COST)
  const hash = Buffer.from(record?.hash ?? '', 'base64')
  return record !== null && hash.length === derived.length && timingSafeEqual(hash, derived)
}
