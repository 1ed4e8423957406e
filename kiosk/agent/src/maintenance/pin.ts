import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { StationSettings } from '@service-hall/contract'

type ScryptOptions = { N: number; r: number; p: number; maxmem: number }

const hashOf = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const BLOCK_SIZE = 8
const PARALLELISM = 3
const KEY_LENGTH = 32
const LARGEST_COST = 2 ** 17

/** Whether the digits open the maintenance page. Without a record nothing does. */
export async function pinMatches(
  pin: string,
  record: StationSettings['maintenancePin'] | undefined,
): Promise<boolean> {
  if (record === undefined || record.cost > LARGEST_COST) return false
  const expected = Buffer.from(record.hash, 'base64')
  if (expected.length !== KEY_LENGTH) return false
  const options = { N: record.cost, r: BLOCK_SIZE, p: PARALLELISM, maxmem: 256 * record.cost * BLOCK_SIZE }
  const actual = await hashOf(pin, Buffer.from(record.salt, 'base64'), KEY_LENGTH, options)
  return timingSafeEqual(actual, expected)
}
