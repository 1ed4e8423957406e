import { inRoot } from '@service-hall/harness/paths'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The custom properties of the first rule behind a selector. */
function tokens(file: string, selector: string): string[] {
  const text = readFileSync(inRoot('ui/src', file), 'utf8')
  const from = text.indexOf(selector)
  expect(from, selector).toBeGreaterThan(-1)
  return text
    .slice(from, text.indexOf('}', from))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('--'))
}

test('dark that was chosen looks like dark that the machine prefers', () => {
  const preferred = tokens('tokens.css', ":root:not([data-scheme='light'])")
  expect(preferred.length).toBeGreaterThan(15)
  expect(tokens('tokens-dark.css', ":root[data-scheme='dark']")).toEqual(preferred)
})
