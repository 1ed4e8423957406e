import { expect, test } from 'vitest'
import { textOf } from './file-text.ts'

const blob = (...bytes: number[]): Blob => new Blob([new Uint8Array(bytes)])

test('a file in UTF-8 is read, with or without a mark at its beginning', async () => {
  expect(await textOf(new Blob(['银行网点']))).toBe('银行网点')
  expect(await textOf(blob(0xef, 0xbb, 0xbf, 0x61))).toBe('a')
})

test('a file as a spreadsheet in China saves it is read letter for letter', async () => {
  expect(await textOf(blob(0xd2, 0xf8, 0xd0, 0xd0))).toBe('银行')
})

test('what is neither is not read at all', async () => {
  expect(await textOf(blob(0xd2, 0xf8, 0xff))).toBeNull()
  expect(await textOf(new Blob([new Uint8Array(8_000_001)]))).toBeNull()
})
