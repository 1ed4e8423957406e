import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, encodeGb18030, rareLetters } from './gb18030.ts'

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

const shown = (text: string, rare?: (letter: string) => Buffer | undefined) => {
  const { bytes, warnings } = encodeGb18030(text, rare)
  return [decoder.decode(bytes), warnings.map(({ character, shownAs }) => [character, shownAs])]
}

test.each<[string, string, [string, string][]]>([
  ['电❤️费', '电□费', [['❤', '□']]],
  ['👨‍👩‍👧户', '□户', [['👨‍👩‍👧', '□']]],
  ['👍🏻', '□', [['👍🏻', '□']]],
  ['🇨🇳', '□', [['🇨🇳', '□']]],
  ['1️⃣号', '1号', []],
  ['葛\u{E0100}', '葛', []],
  ['x̂', 'x', []],
  ['中\u200d\u200b\ufeff国', '中国', []],
  ['カ\u309a', 'カ', [['カ\u309a', 'カ']]],
])('%j, which is fewer letters than code points, is %j on paper', (text, paper, warnings) => {
  expect(shown(text)).toEqual([paper, warnings])
})

test('a picture is asked for the whole letter first, then for what it begins with', () => {
  const place = Buffer.from('fea1', 'hex')
  const asked: string[] = []
  const nothing = (letter: string) => void asked.push(letter)
  encodeGb18030('𠮷👨‍👩‍👧電a🏻', nothing)
  expect(asked).toEqual(['𠮷', '👨‍👩‍👧', '👨'])
  const first = encodeGb18030('👨‍👩‍👧', (letter) => (letter === '👨' ? place : undefined))
  expect(first).toEqual({ bytes: place, warnings: [{ character: '👨‍👩‍👧', shownAs: '👨' }] })
  expect(encodeGb18030('👨‍👩‍👧', () => place)).toEqual({ bytes: place, warnings: [] })
})

test('names the letters that a picture is asked for, each once, in order', () => {
  expect(rareLetters('䢺电𠮷費❤️䢺a🏻½')).toEqual(['䢺', '𠮷', '❤'])
})

test('a picture never changes how wide a text is', () => {
  const unit = fc.constantFrom(
    ...'a1中カ👍❤\ufe0f\u200d🏻\u20e3\u0302\u309a🇨ก็क्षि'.split(''),
    '👨',
    '𠮷',
    '\u{E0100}',
  )
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const { bytes } = encodeGb18030(text, () => Buffer.from('fea1', 'hex'))
      expect(bytes.length).toBe(cellsOf(text))
    }),
  )
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
