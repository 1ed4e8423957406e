import { expect, test } from 'vitest'
import { code128 } from './barcode.ts'
import { ESCPOS } from './escpos.ts'

const hex = (bytes: Buffer) => bytes.toString('hex')

/** Golden bytes, by hand from the Epson ESC/POS reference. */
test.each([
  ['initialize', ESCPOS.initialize(), '1b40'],
  ['align left', ESCPOS.align('left'), '1b6100'],
  ['align center', ESCPOS.align('center'), '1b6101'],
  ['align right', ESCPOS.align('right'), '1b6102'],
  ['size 1 × 1', ESCPOS.size(1, 1), '1d2100'],
  ['size 2 × 3', ESCPOS.size(2, 3), '1d2112'],
  ['size 8 × 8', ESCPOS.size(8, 8), '1d2177'],
  ['bold on', ESCPOS.bold(true), '1b4501'],
  ['bold off', ESCPOS.bold(false), '1b4500'],
  ['line feed', ESCPOS.lineFeed(), '0a'],
  ['feed 0', ESCPOS.feed(0), '1b6400'],
  ['feed 255, at most', ESCPOS.feed(300), '1b64ff'],
  ['partial cut', ESCPOS.cut('partial'), '1d564200'],
  ['full cut', ESCPOS.cut('full'), '1d564100'],
])('composes %s byte for byte', (_name, bytes, golden) => {
  expect(hex(bytes)).toBe(golden)
})

test.each([2, 3, 4, 5, 6])('composes a CODE128 symbol with bars of %i dots', (module) => {
  const data = code128('No.20260105')
  const symbol = ESCPOS.code128(data, 80, module, true)
  expect(hex(symbol)).toBe(
    `1d68501d770${module}1d48021d6b49${data.length.toString(16).padStart(2, '0')}${hex(data)}`,
  )
  expect(hex(ESCPOS.code128(data, 1, module, false))).toMatch(/^1d68011d770\d1d48001d6b49/)
})

test('never mixes the bytes of two commands', () => {
  const first = ESCPOS.align('center')
  ESCPOS.size(4, 4)
  expect(hex(first)).toBe('1b6101')
})
