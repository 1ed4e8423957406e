import { expect, test } from 'vitest'
import { composePaper } from './compose.ts'
import { hexGlyphs } from './hex-glyphs.ts'

/** A frame around the whole place, as letter 𠀀; a left edge of 8 dots' width, as letter 㐀. */
const frame = `FFFF${'8001'.repeat(14)}FFFF`
const font = `not a letter\n20000:${frame}\n3400:${'80'.repeat(16)}\n`

test('reads letters of 16 × 16 dots and enlarges them to 24 × 24', () => {
  const { width, height, data } = hexGlyphs(font)('𠀀')!
  expect([width, height]).toEqual([24, 24])
  expect([...data.subarray(0, 3)]).toEqual([0xff, 0xff, 0xff])
  const middle = 12 * 3
  expect([...data.subarray(middle, middle + 3)]).toEqual([0xc0, 0x00, 0x01])
  expect(hexGlyphs(font)('㐀')!.data[0]).toBe(0xc0)
})

test('knows nothing of letters the font lacks', () => {
  expect(hexGlyphs(font)('鿦')).toBeUndefined()
  expect(hexGlyphs(font)('𠀀\u200d㐀')).toBeUndefined()
})

test('puts a rare name on paper without a warning', () => {
  const { warnings } = composePaper(
    { width: 80, items: [{ type: 'text', text: '王𠀀' }] },
    { glyphs: hexGlyphs(font) },
  )
  expect(warnings).toEqual([])
})
