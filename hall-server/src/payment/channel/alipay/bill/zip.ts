import { crc32, createInflateRaw } from 'node:zlib'
import { reasonOf } from '@service-hall/server-kit'
import { BillFault } from '../../port.ts'

// As much of ZIP (PKWARE APPNOTE 6.3, 4.3) as bills need: found through the central directory, stored or deflated.

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
/** The end record and the longest comment behind it. */
const END_BYTES = 22
const MOST_COMMENT = 0xffff

const MOST_ENTRIES = 16
/** 100,000 lines are about 25 MB. */
const MOST_BYTES = 512_000_000

const NAMES_ARE_UTF8 = 0x0800
const IS_ENCRYPTED = 0x0001

export type ZipEntry = {
  name: string
  method: number
  crc: number
  packed: number
  bytes: number
  at: number
}

/** The entry with a bill's details (业务明细); the other one of the file has its sums (汇总). Throws `BillFault`. */
export function detailEntry(zip: Buffer): ZipEntry {
  const details = entriesOf(zip).filter(({ name }) => /业务明细|DETAILS/.test(name) && !/汇总/.test(name))
  const [entry] = details
  if (!entry || details.length > 1) throw fault(`${details.length} files of details in the ZIP`)
  if (entry.bytes > MOST_BYTES) throw fault(`more than ${MOST_BYTES} bytes`)
  return entry
}

/** Bytes of an entry in pieces of some kilobytes. Throws `BillFault` where it is damaged, at its end at the latest. */
export async function* entryBytes(zip: Buffer, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let crc = 0
  let length = 0
  for await (const piece of unpacked(zip, entry)) {
    crc = crc32(piece, crc)
    length += piece.length
    if (length > entry.bytes) throw fault('a file in the ZIP is longer than it says')
    yield piece
  }
  if (length !== entry.bytes || crc !== entry.crc) throw fault('a file in the ZIP is damaged')
}

async function* unpacked(zip: Buffer, { at, packed, method }: ZipEntry): AsyncGenerator<Uint8Array> {
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== LOCAL_HEADER) throw fault('no file where the ZIP says')
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const bytes = zip.subarray(from, from + packed)
  if (method === 0) {
    yield bytes
    return
  }
  if (method !== 8) throw fault(`ZIP method ${method}`)
  const inflate = createInflateRaw()
  inflate.end(bytes)
  try {
    yield* inflate as AsyncIterable<Uint8Array>
  } catch (error) {
    throw error instanceof BillFault ? error : fault(reasonOf(error))
  }
}

function entriesOf(zip: Buffer): ZipEntry[] {
  const end = endOfDirectory(zip)
  const count = zip.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) throw fault(`${count} files in the ZIP`)
  const entries: ZipEntry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw fault('the ZIP has a broken directory')
    const flags = zip.readUInt16LE(at + 8)
    if ((flags & IS_ENCRYPTED) !== 0) throw fault('the ZIP is encrypted')
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    const names = new TextDecoder((flags & NAMES_ARE_UTF8) === 0 ? 'gbk' : 'utf-8')
    entries.push({
      name: names.decode(zip.subarray(at + 46, nameEnd)),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      bytes: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    })
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

function endOfDirectory(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - END_BYTES - MOST_COMMENT)
  for (let at = zip.length - END_BYTES; at >= lowest; at -= 1)
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at
  throw fault('not a ZIP')
}

function fault(message: string): BillFault {
  return new BillFault(message, 1)
}
