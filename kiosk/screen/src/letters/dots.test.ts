import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dotsOf } from './dots.ts'

const SIDE = 8
type Pixel = [red: number, green: number, blue: number, opacity: number]
const NONE: Pixel = [0, 0, 0, 0]
const BLACK: Pixel = [0, 0, 0, 255]
const YELLOW: Pixel = [255, 210, 40, 255]

/** A picture by one sign a pixel. */
function pixels(rows: string[], signs: Record<string, Pixel>): number[] {
  return rows.flatMap((row) => [...row].flatMap((sign) => signs[sign] ?? NONE))
}
const rowsOf = (dots: Uint8Array) =>
  Array.from(dots, (byte) => byte.toString(2).padStart(8, '0').replaceAll('0', '.').replaceAll('1', '#'))

test('ink is black wherever it covers a pixel well enough, thin strokes too', () => {
  const picture = [
    '#.......',
    '.o......',
    '..,.....',
    '........',
    '........',
    '........',
    '........',
    '.......#',
  ]
  const dots = dotsOf(pixels(picture, { '#': BLACK, o: [0, 0, 0, 110], ',': [0, 0, 0, 60] }), SIDE)
  expect(rowsOf(dots)).toEqual([
    '#.......',
    '.#......',
    ...Array.from({ length: 5 }, () => '........'),
    '.......#',
  ])
})

test('a coloured letter is its outline and its dark parts', () => {
  const face = [
    '........',
    '.yyyyyy.',
    '.yyyyyy.',
    '.y#yy#y.',
    '.yyyyyy.',
    '.yy##yy.',
    '.yyyyyy.',
    '........',
  ]
  expect(rowsOf(dotsOf(pixels(face, { y: YELLOW, '#': BLACK }), SIDE))).toEqual([
    '........',
    '.######.',
    '.#....#.',
    '.##..##.',
    '.#....#.',
    '.#.##.#.',
    '.######.',
    '........',
  ])
})

test('a dot is black where its pixel is, and nowhere else', () => {
  const ink = fc.array(fc.boolean(), { minLength: 576, maxLength: 576 })
  fc.assert(
    fc.property(ink, (isBlack) => {
      const dots = dotsOf(
        isBlack.flatMap((black) => (black ? BLACK : NONE)),
        24,
      )
      expect(isBlack.map((_, at) => (((dots[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) === 1)).toEqual(isBlack)
    }),
  )
})
