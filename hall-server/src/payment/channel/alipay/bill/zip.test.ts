import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BillFault } from '../../port.ts'
import { detailEntry, entryBytes } from './zip.ts'

const TEXT = Buffer.from('details of a day\n'.repeat(500))
const CRC = crcOf(TEXT)

/** One file in a ZIP, byte by byte. `name`: hex; GBK of 业务明细.csv unless told otherwise. */
function aZip({
  method = 8,
  name = 'd2b5cef1c3f7cfb82e637376',
  flags = 0,
  crc = CRC,
  text = TEXT,
} = {}): Buffer {
  const packed = method === 8 ? deflateRawSync(text) : text
  const names = Buffer.from(name, 'hex')
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(flags, 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt32LE(crc, 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(TEXT.length, 18)
  common.writeUInt16LE(names.length, 22)
  const file = Buffer.concat([Buffer.from('504b0304', 'hex'), common, names, packed])
  const entry = Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(14), names])
  const end = Buffer.alloc(22)
  end.write('504b0506', 'hex')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(file.length, 16)
  return Buffer.concat([file, entry, end])
}

/** CRC-32 by its polynomial, bit by bit. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

async function read(zip: Buffer): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of entryBytes(zip, detailEntry(zip))) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('the file of details is found by its name in GBK or UTF-8, deflated or stored', async () => {
  expect(await read(aZip())).toEqual(TEXT)
  expect(await read(aZip({ method: 0 }))).toEqual(TEXT)
  const name = Buffer.from('业务明细.csv').toString('hex')
  expect(await read(aZip({ name, flags: 0x0800 }))).toEqual(TEXT)
  expect(await read(Buffer.concat([aZip(), Buffer.from('a comment')]))).toEqual(TEXT)
})

test.each([
  ['of another checksum', { crc: CRC - 1 }, 'damaged'],
  ['longer than it says', { text: Buffer.concat([TEXT, TEXT]) }, 'longer'],
  ['shorter than it says', { text: TEXT.subarray(1) }, 'damaged'],
  ['packed by another method', { method: 12 }, 'method 12'],
  ['encrypted', { flags: 1 }, 'encrypted'],
  ['of sums only', { name: Buffer.from('业务明细(汇总)').toString('hex'), flags: 0x0800 }, '0 files'],
])('a file that is %s is refused', async (_, change, message) => {
  await expect(read(aZip(change))).rejects.toThrow(message)
})

test('whatever is changed or cut, it is read as it was or refused', async () => {
  const zip = aZip()
  const isEither = async (bytes: Buffer): Promise<void> => {
    const outcome = await read(bytes).catch((error: unknown) => error)
    if (!(outcome instanceof BillFault)) expect(outcome).toEqual(TEXT)
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), fc.nat(255), async (at, byte) => {
      const changed = Buffer.from(zip)
      changed[at] = byte
      await isEither(changed)
      await isEither(zip.subarray(0, at))
    }),
    { numRuns: 300 },
  )
  await fc.assert(fc.asyncProperty(fc.uint8Array(), (bytes) => isEither(Buffer.from(bytes))))
})
