import fc from 'fast-check'
import { expect, test } from 'vitest'
import { families } from '../../simulators/printer/family.ts'
import { Machine } from '../../simulators/printer/machine.ts'
import { code128, code128Modules } from './barcode.ts'
import { composePaper } from './compose.ts'
import type { PaperItem } from './document.ts'
import type { GlyphSource } from './glyphs.ts'
import { columnsOf, rasterBands } from './raster.ts'

/** Puts items on the paper of an independently written printer. */
function paperOf(items: readonly PaperItem[], glyphs?: GlyphSource, family = 'epson') {
  const machine = new Machine(families[family]!, 48, 0, () => undefined)
  const { bytes, warnings } = composePaper({ width: 80, items: [...items, { type: 'cut' }] }, { glyphs })
  // As a line delivers them, so that the printer's 4 KB buffer is never overrun.
  for (let at = 0; at < bytes.length; at += 512) machine.receive(bytes.subarray(at, at + 512))
  expect(machine.overruns).toBe(0)
  expect(machine.unknown).toEqual([])
  return { rows: machine.papers.all[0]?.rows ?? [], text: machine.papers.all[0]?.text ?? '', warnings }
}

test('packs runs of digits by pairs and spells braces twice', () => {
  expect(code128('A{1').toString('latin1')).toBe('{BA{{1')
  expect([...code128('202601')]).toEqual([0x7b, 0x43, 20, 26, 1])
  expect(code128('A12345').toString('latin1')).toBe('{BA{C\x0c\x22{B5')
  expect(() => code128('电')).toThrow(RangeError)
  expect(() => code128('')).toThrow(RangeError)
})

test('knows how wide a barcode is', () => {
  // Start, two letters, check and stop; start, change of set, two pairs, check and stop.
  expect(code128Modules(code128('A{'))).toBe(11 * 4 + 13)
  expect(code128Modules(code128('A1234'))).toBe(11 * 6 + 13)
})

test('prints a barcode that reads as what was asked for', () => {
  const data = fc.oneof(
    fc.stringMatching(/^[ -~]{1,23}$/),
    fc.stringMatching(/^\d{1,44}$/),
    fc.stringMatching(/^(16|04|05|20){2,20}$/),
  )
  const fitting = data.filter((text) => code128Modules(code128(text)) * 2 <= 576)
  fc.assert(
    fc.property(fitting, (text) => {
      expect(paperOf([{ type: 'barcode', data: text }]).rows[0]).toMatchObject({
        kind: 'barcode',
        data: text,
      })
    }),
  )
})

test('slices a picture into bands that a small printer can hold, and loses no row', () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 576 }), fc.integer({ min: 1, max: 400 }))
  fc.assert(
    fc.property(size, ([width, height]) => {
      const data = new Uint8Array(Math.ceil(width / 8) * height).fill(0xaa)
      const bands = rasterBands({ width, height, data }, 576)
      for (const band of bands) expect(band.length).toBeLessThanOrEqual(2_056)
      for (const band of bands) expect(band[6]).toBeLessThanOrEqual(128)
      const { rows } = paperOf([{ type: 'image', bitmap: { width, height, data } }])
      const seen = rows.flatMap((row) => (row.kind === 'image' ? [Buffer.from(row.dots, 'base64')] : []))
      expect(Buffer.concat(seen).equals(Buffer.from(data))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('refuses a picture that is wider than the paper, or whose data does not fit', () => {
  const image = (width: number, bytes: number) => () =>
    composePaper({
      width: 58,
      items: [{ type: 'image', bitmap: { width, height: 1, data: new Uint8Array(bytes) } }],
    })
  expect(image(384, 48)).not.toThrow()
  expect(image(385, 49)).toThrow(RangeError)
  expect(image(8, 2)).toThrow(RangeError)
})

test('turns a letter of rows into one of columns', () => {
  const data = new Uint8Array(72)
  data[0] = 0x80 // top left
  data[3 * 23 + 2] = 0x01 // bottom right
  const columns = columnsOf({ width: 24, height: 24, data })
  expect([...columns.keys()].filter((at) => columns[at] !== 0)).toEqual([0, 71])
  expect([columns[0], columns[71]]).toEqual([0x80, 0x01])
})

test('teaches the printer the letters of a name that it lacks, each once, and warns only of those without a picture', () => {
  const letter = { width: 24, height: 24, data: new Uint8Array(72).fill(0x55) }
  const glyphs: GlyphSource = (character) => (character === '㐀' || character === '鿦' ? letter : undefined)
  const name = '王㐀鿦㐀𠀀'
  const { rows, text, warnings } = paperOf([{ type: 'text', text: name, width: 2, height: 2 }], glyphs)
  expect(text).toBe('王▣▣▣□ ×2')
  expect(rows[0]).toMatchObject({ ownLetters: 3, width: 2, height: 2 })
  expect(warnings).toEqual([{ character: '𠀀', shownAs: '□' }])
  const { bytes } = composePaper({ width: 80, items: [{ type: 'text', text: name }] }, { glyphs })
  expect(bytes.toString('latin1').split('\x1c\x32')).toHaveLength(3)
})

test('goes on teaching when a long list has more odd letters than the printer has places', () => {
  const letter = { width: 24, height: 24, data: new Uint8Array(72).fill(0x55) }
  const names = Array.from({ length: 150 }, (_, at) => String.fromCodePoint(0x20000 + at))
  const { text, warnings } = paperOf(
    names.map((name) => ({ type: 'text', text: `${name}先生` })),
    () => letter,
  )
  expect(warnings).toEqual([])
  expect(text.split('\n').filter((line) => line === '▣先生')).toHaveLength(150)
})

test('a line with more odd letters than a printer has places shows the rest as boxes, and no letter as another', () => {
  const pictures = Array.from({ length: 24 }, (_, at) => ({
    width: 24,
    height: 24,
    data: new Uint8Array(72).fill(0x20 + at),
  }))
  const name = pictures.map((_, at) => String.fromCodePoint(0x20000 + at)).join('')
  const glyphs: GlyphSource = (letter) => pictures[(letter.codePointAt(0) ?? 0) - 0x20000]
  const { rows, text, warnings } = paperOf([{ type: 'text', text: name }], glyphs, 'snbc')
  expect(text.trim()).toBe(`${'▣'.repeat(20)}${'□'.repeat(4)}`)
  expect(warnings.map(({ shownAs }) => shownAs)).toEqual(['□', '□', '□', '□'])
  const drawn = pictures.slice(0, 20).map((picture) => columnsOf(picture).toString('base64'))
  expect(rows[0]).toMatchObject({ ownLetters: 20, ownDots: drawn })
})

test('makes a QR symbol of many bytes smaller rather than wider than the paper', () => {
  const moduleOf = (bytes: number) => {
    const [row] = paperOf([{ type: 'qr', data: 'x'.repeat(bytes) }]).rows
    return row?.kind === 'qr' ? row.module : undefined
  }
  // Version 1 has 21 modules, version 19 has 93 and version 20 has 97; the paper has 576 dots.
  expect([14, 624, 625, 1_273].map(moduleOf)).toEqual([6, 6, 5, 4])
})
