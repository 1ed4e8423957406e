import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, encodeGb18030 } from './gb18030.ts'

const decoder = new TextDecoder('gb18030')
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((code) => (code >= 0xd800 && code <= 0xdfff ? '号' : String.fromCodePoint(code)))
const hex = (text: string) => encodeGb18030(text).bytes.toString('hex')

test('writes Hanzi in two bytes and measures them as two cells', () => {
  expect(hex('镕䶮㎡℃€')).toBe('e946fe9fa94fa1e6a2e3')
  expect(cellsOf('营业厅 A1')).toBe(9)
})

test('writes a full-width yen sign for a yen sign, and plain letters for others that need four bytes', () => {
  expect(hex('¥12')).toBe(hex('￥12'))
  expect(hex('m²')).toBe(hex('m2'))
  expect(encodeGb18030('Ñandú •½').warnings).toEqual([])
  expect(hex('Ñ')).toBe('4e')
})

test('shows a box for a rare Hanzi and says so, since it may be in a name', () => {
  expect(encodeGb18030('王𠀀')).toEqual({
    bytes: Buffer.from('cdf5a1f5', 'hex'),
    warnings: [{ character: '𠀀', shownAs: '□' }],
  })
})

test('lets no text carry a command, and no letter be wider than two cells unless spelled out', () => {
  fc.assert(
    fc.property(fc.array(anyCharacter), (characters) => {
      const text = characters.join('')
      const { bytes } = encodeGb18030(text)
      expect([...bytes].some((byte) => byte < 0x20 || byte === 0x7f)).toBe(false)
      expect(decoder.decode(bytes)).not.toContain('\ufffd')
    }),
  )
})
