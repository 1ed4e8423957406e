import type { ReportHead } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { boxNote, drawnIn } from './letters.ts'
import { PdfFile, RARE_FONTS } from './pdf.ts'

const font = (letters: string) => ({
  has: (codePoint: number) => letters.includes(String.fromCodePoint(codePoint)),
})

test('a text is set whole in the first font that has its letters', () => {
  const fonts = [
    ['text', font('王明')],
    ['rare', font('王明喆')],
  ] as const
  expect(drawnIn('王明', fonts)).toEqual({ font: 'text', text: '王明', missing: [] })
  expect(drawnIn('王喆', fonts)).toEqual({ font: 'rare', text: '王喆', missing: [] })
})

test('a letter that no font has stands as a box and is told, one beyond 16 bits as one letter', () => {
  const drawn = drawnIn('王𪚥', [['text', font('王')]])
  expect(drawn).toEqual({ font: 'text', text: '王□', missing: ['𪚥'] })
  expect(boxNote(drawn.missing)).toContain('□')
  expect(boxNote(drawn.missing)).toContain('U+2A6A5')
  expect(boxNote([...'一二三四五六七八九'])).toMatch(/…$/)
})

test('what has no glyph of its own is no missing letter', () => {
  expect(drawnIn('王\u{FE00}\u200B', [['text', font('王')]]).missing).toEqual([])
})

/** The file of a table with one cell, and the names of the fonts in it. */
async function fontsOf(
  cell: string,
  rareFonts?: typeof RARE_FONTS,
): Promise<{ fonts: string; size: number }> {
  const head: ReportHead = { title: '一天', note: '', columns: [{ title: '营业厅', kind: 'text' }] }
  const parts: Uint8Array[] = []
  const file = new PdfFile(head, (bytes) => parts.push(bytes), rareFonts)
  file.rows([[cell]])
  await file.end()
  const text = Buffer.concat(parts).toString('latin1')
  return { fonts: (text.match(/\/BaseFont \/\S+/g) ?? []).join(' '), size: text.length }
}

test('a usual text embeds no more than the usual fonts', async () => {
  expect((await fontsOf('城南营业厅')).fonts).not.toContain('CJK')
})

test('a letter beyond GB 2312 is set in the font of the machine, as far as it is used', async () => {
  const { fonts, size } = await fontsOf('𠮷林营业厅')
  expect(fonts).toContain('NotoSansCJK')
  expect(size).toBeLessThan(200_000)
})

test('without that font the file is made all the same', async () => {
  expect((await fontsOf('𠮷林营业厅', [['/nowhere.ttc', 'none']])).fonts).not.toContain('CJK')
})
