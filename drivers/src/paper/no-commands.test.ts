import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composePaper } from './compose.ts'
import { documentProblem } from './document-problem.ts'
import type { Align, PaperItem, PaperWidth, Scale } from './document.ts'
import { scrub } from './raster.ts'

/** Real-time commands are carried out wherever they stand, so none may stand in a document, whatever it shows. */
function commandsIn(bytes: Uint8Array): number[] {
  return [...bytes.keys()].filter(
    (at) => bytes[at] === 0x10 && [0x04, 0x05, 0x14].includes(bytes[at + 1] ?? 0),
  )
}

/** Bytes that make commands come up often. */
const nasty = fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0xff)
const dots = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const nastyDots = (length: number) =>
  fc.array(nasty, { minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes))
const bitmap = fc
  .tuple(fc.integer({ min: 1, max: 384 }), fc.integer({ min: 1, max: 40 }))
  .chain(([width, height]) => {
    const length = Math.ceil(width / 8) * height
    return fc.oneof(dots(length), nastyDots(length)).map((data) => ({ width, height, data }))
  })
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\u0010', '\u0004', '\u0014', '㐀', '𠀀', '鿦', '中', 'a') }),
)
const align = fc.constantFrom<Align>('left', 'center', 'right')
const scale = fc.integer({ min: 1, max: 8 }) as fc.Arbitrary<Scale>
const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 13,
})
const code = fc.oneof(
  printable,
  fc
    .array(fc.constantFrom('16', '04', '05', '20', '1', '9'), { minLength: 1, maxLength: 20 })
    .map((all) => all.join('')),
)
const length = fc.oneof(fc.integer({ min: 1, max: 1_273 }), fc.constantFrom(1_036, 1_037, 1_038))
const item: fc.Arbitrary<PaperItem> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text, align, width: scale, height: scale }),
  fc.record({
    type: fc.constant('columns' as const),
    cells: fc.array(fc.record({ text, share: fc.integer({ min: 1, max: 9 }), align }), { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant('rule' as const), character: fc.string({ minLength: 1, maxLength: 1 }) }),
  length.map((bytes) => ({ type: 'qr' as const, data: 'x'.repeat(bytes) })),
  fc.record({
    type: fc.constant('barcode' as const),
    data: code,
    height: fc.integer({ min: 1, max: 255 }),
    module: fc.integer({ min: 2, max: 3 }),
  }),
  fc.record({ type: fc.constant('image' as const), bitmap, align }),
  fc.record({ type: fc.constant('feed' as const), lines: fc.integer({ min: 0, max: 255 }) }),
  fc.constant({ type: 'cut' as const }),
)
/** No item that is refused, such as a barcode too wide for the paper. */
const goodItem = item.filter((one) => documentProblem({ width: 58, items: [one] }) === undefined)
const width = fc.constantFrom<PaperWidth>(58, 80)

test('composes no document that carries a real-time command', () => {
  const letter = {
    width: 24,
    height: 24,
    data: Uint8Array.from({ length: 72 }, (_, at) => [0x10, 0x04, 0x14][at % 3]!),
  }
  fc.assert(
    fc.property(width, fc.array(goodItem, { minLength: 1, maxLength: 8 }), (paper, items) => {
      const { bytes } = composePaper({ width: paper, items }, { glyphs: () => letter })
      expect(commandsIn(bytes)).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('takes a real-time command out of a picture at the cost of one dot', () => {
  expect([...scrub(Uint8Array.of(0x10, 0x04, 0x01, 0x10))]).toEqual([0x30, 0x04, 0x01, 0x10])
  fc.assert(
    fc.property(fc.oneof(dots(200), nastyDots(200)), (bytes) => {
      const clean = scrub(bytes)
      expect(commandsIn(clean)).toEqual([])
      const changed = [...clean.keys()].filter((at) => clean[at] !== bytes[at])
      expect(changed).toEqual(commandsIn(bytes))
    }),
  )
})
