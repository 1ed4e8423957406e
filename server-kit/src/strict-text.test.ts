import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TextEncodingError, strictText } from './strict-text.ts'

test('text in UTF-8 is read as it is, without its byte order mark', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      (text) => {
        expect(strictText(Buffer.from(`\uFEFF${text}`))).toBe(text)
      },
    ),
  )
})

test('a wrong byte is found at its line and column, whatever stands before it', () => {
  const line = fc.string({ unit: 'binary' }).filter((text) => !/[\0\n\uFEFF]/.test(text))
  fc.assert(
    fc.property(fc.array(line), line, (lines, last) => {
      const before = [...lines, last].join('\n')
      const bytes = Buffer.concat([Buffer.from(before), Buffer.of(0xff), Buffer.from('rest')])
      expect(placeOf(bytes)).toEqual({ line: lines.length + 1, column: [...last].length + 1 })
    }),
  )
})

function placeOf(bytes: Uint8Array): { line: number; column: number } | null {
  try {
    strictText(bytes)
    return null
  } catch (error) {
    if (!(error instanceof TextEncodingError)) throw error
    return { line: error.line, column: error.column }
  }
}
