import { expect, test } from 'vitest'
import { decodeRecord, RECORD_LAYOUTS } from './sdt-record.ts'

/** Puts texts at offsets into an empty record. */
function record(...texts: [at: number, text: string][]): Buffer {
  const bytes = Buffer.from(' '.repeat(128), 'utf16le')
  for (const [at, text] of texts) bytes.write(text, at, 'utf16le')
  return bytes
}

test.for(Object.entries(RECORD_LAYOUTS))('lays %s out in 256 bytes, its letter at 248', ([, layout]) => {
  let at = 0
  for (const [name, length] of layout) {
    if (name === 'flag') expect(at).toBe(248)
    at += length
  }
  expect(at).toBe(256)
})

test('reads a mainland card at the offsets of the standard', () => {
  const bytes = record(
    ...([
      [0, '张测试'],
      [30, '2'],
      [32, '01'],
      [36, '19900307'],
      [52, '虚构市模拟区测试路1号'],
      [122, '990000199003071235'],
      [158, '虚构市公安局'],
      [188, '20200102'],
      [204, '长期'],
    ] as [number, string][]),
  )
  expect(decodeRecord(bytes)).toEqual({
    documentType: 'mainland',
    fields: {
      name: '张测试',
      sex: '2',
      nation: '01',
      birth: '19900307',
      address: '虚构市模拟区测试路1号',
      number: '990000199003071235',
      issuer: '虚构市公安局',
      from: '20200102',
      to: '长期',
      flag: '',
    },
  })
})

test('tells the other documents by their letters', () => {
  expect(decodeRecord(record([248, 'J'], [220, 'H00000000'], [238, '02']))).toMatchObject({
    documentType: 'residencePermit',
    fields: { passNumber: 'H00000000', issueCount: '02' },
  })
  expect(
    decodeRecord(record([248, 'I'], [0, 'TESTER, ADA'], [122, 'XXA990090030712'], [220, '19900307'])),
  ).toMatchObject({
    documentType: 'foreigner2017',
    fields: { englishName: 'TESTER, ADA', number: 'XXA990090030712', birth: '19900307' },
  })
  expect(decodeRecord(record([248, 'Y'], [52, 'TESTER, ADA'], [220, 'REST'], [242, 'XXA']))).toMatchObject({
    documentType: 'foreigner2023',
    fields: { englishName: 'TESTER, ADA', englishNameRest: 'REST', country: 'XXA' },
  })
})

test('refuses another letter and another length', () => {
  expect(decodeRecord(record([248, 'Z']))).toBeUndefined()
  expect(decodeRecord(Buffer.alloc(255))).toBeUndefined()
})
