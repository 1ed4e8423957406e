import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { StationSettings } from '@service-hall/contract'

type ScryptOptions = { N: number; r: number; p: number; maxmem: number }

const hashOf = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const blockSize = 8
const parallelism = 3
const keyLength = 32
const largestCost = 2 ** 17

/** Whether the digits open the maintenance page. Without a record nothing does. */
export async function pinMatches(
  pin: string,
  record: StationSettings['maintenancePin'] | undefined,
): Promise<boolean> {
  if (record === undefined || record.cost > largestCost) return false
  const expected = Buffer.from(record.hash, 'base64')
  if (expected.length !== keyLength) return false
  const options = { N: record.cost, r: blockSize, p: parallelism, maxmem: 256 * record.cost * blockSize }
  const actual = await hashOf(pin, Buffer.from(record.salt, 'base64'), keyLength, options)
  return timingSafeEqual(actual, expected)
}
