import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STRANGE_WORDS } from '../../test/strange-words.ts'
import { emptyView, evolve, readView } from '../view.ts'
import { lookUp, table, tableOf, withTables } from './table.ts'

test('a table knows its own rows only, whatever they are called', () => {
  const words = fc.oneof(fc.constantFrom(...STRANGE_WORDS), fc.string())
  fc.assert(
    fc.property(fc.uniqueArray(words), words, (own, other) => {
      const rows = table<string>()
      for (const word of own) rows[word] = `row of ${word}`
      expect(rows[other]).toBe(own.includes(other) ? `row of ${other}` : undefined)
      expect(Object.keys(rows).sort()).toEqual([...own].sort())
      expect(tableOf(Object.entries(rows))).toEqual(rows)
    }),
  )
})

test('a fixed list says nothing of a word that only every object knows', () => {
  for (const word of STRANGE_WORDS) expect(lookUp({ paperOut: 'no paper' }, word)).toBeUndefined()
  expect(lookUp({ paperOut: 'no paper' }, 'paperOut')).toBe('no paper')
})

test('what was a table before it went as JSON is one again, and nothing else is', () => {
  const stored = JSON.parse('{"rows":{"a":1,"__proto__":2},"list":[1],"one":{"x":1},"none":null}') as object
  const read = withTables({ rows: table(), list: [], one: {}, none: table(), missing: table() }, stored)
  expect(read).toBe(stored)
  const { rows, one } = read as { rows: Record<string, number>; one: object }
  expect([rows['a'], rows['__proto__'], rows['constructor']]).toEqual([1, 2, undefined])
  expect(Object.getPrototypeOf(one)).toBe(Object.prototype)
})

test('every part of a view that has rows is a table, also in a view that came as JSON', () => {
  const view = readView(JSON.parse(JSON.stringify(emptyView())) as ReturnType<typeof emptyView>)
  for (const part of Object.values(view))
    if (typeof part === 'object' && part !== null && !Array.isArray(part))
      for (const word of STRANGE_WORDS) expect((part as Record<string, unknown>)[word]).toBeUndefined()
})

test('a fact of a kind that nobody knows changes nothing but the number', () => {
  for (const type of STRANGE_WORDS) {
    const view = emptyView()
    evolve(view, { number: 7, at: 1, fact: { type } as never })
    expect(view).toEqual({ ...emptyView(), number: 7 })
  }
})
