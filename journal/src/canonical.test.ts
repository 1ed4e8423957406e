import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

test('keys stand in order at every depth, lists as they are', () => {
  expect(canonicalJson({ b: [{ d: 1, c: '厅' }, 2], a: null })).toBe('{"a":null,"b":[{"c":"厅","d":1},2]}')
})

test('it is JSON of the same value, and one text for equal values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const stored: unknown = JSON.parse(JSON.stringify(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(stored)
      expect(canonicalJson(value)).toBe(canonicalJson(stored))
    }),
  )
})

test('what was seen before decides nothing: no keys, an empty key and keys with line ends are told apart', () => {
  for (const value of [
    {},
    { '': 0 },
    { a: 1, b: 2 },
    { 'a\nb': 3 },
    { 'a\nb': 1, c: 2 },
    { a: 1, 'b\nc': 2 },
  ]) {
    expect(JSON.parse(canonicalJson(value))).toEqual(value)
  }
})

test('a value however deep has a text', () => {
  let deep: unknown = 1
  for (let level = 0; level < 3_000; level += 1) deep = level % 2 ? [deep] : { b: deep, a: 1 }
  expect(canonicalJson(deep)).toBe(canonicalJson(JSON.parse(JSON.stringify(deep))))
})

test('what JSON leaves out or writes otherwise is the same before and after it was stored', () => {
  const odd = {
    a: undefined,
    b: [undefined, () => 1],
    c: new Date(0),
    d: NaN,
    e: -0,
    f: () => 1,
    ['__proto__']: 2,
  }
  expect(canonicalJson(odd)).toBe(canonicalJson(JSON.parse(JSON.stringify(odd))))
  expect(canonicalJson(undefined)).toBe('null')
})
