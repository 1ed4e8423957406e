import { createInflateRaw } from 'node:zlib'
import { BillFault } from '../port.ts'

// As much of ZIP (PKWARE APPNOTE 4.3) as the settlement file needs: one entry by its name, stored or deflated.

const END_RECORD = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const MOST_ENTRIES = 64

type Entry = { name: string; method: number; packed: number; at: number }

/** Bytes of the entry that is wanted, piece by piece; null: there is none. Throws {@link BillFault} for what is no ZIP. */
export function zipEntry(zip: Buffer, isWanted: (name: string) => boolean): AsyncIterable<Uint8Array> | null {
  try {
    const entry = entriesOf(zip).find(({ name }) => isWanted(name))
    return entry ? unpacked(zip, entry) : null
  } catch (error) {
    if (error instanceof RangeError) throw new BillFault('a ZIP that is cut', 1)
    throw error
  }
}

function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + END_BYTES > zip.length || zip.readUInt32LE(end) !== END_RECORD)
    throw new BillFault('no ZIP', 1)
  const count = Math.min(zip.readUInt16LE(end + 10), MOST_ENTRIES)
  const entries: Entry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new BillFault('a ZIP without its directory', 1)
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    entries.push({
      name: zip.toString('latin1', at + 46, nameEnd),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      at: zip.readUInt32LE(at + 42),
    })
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

function unpacked(zip: Buffer, { method, packed, at }: Entry): AsyncIterable<Uint8Array> {
  if (zip.readUInt32LE(at) !== LOCAL) throw new BillFault('a ZIP without its file', 1)
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const bytes = zip.subarray(from, from + packed)
  const inflate = createInflateRaw()
  if (method !== 0 && method !== 8) throw new BillFault(`ZIP method ${method}`, 1)
  if (method === 0) return pieces(bytes)
  inflate.end(bytes)
  return inflate as AsyncIterable<Uint8Array>
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield* [bytes]
}
