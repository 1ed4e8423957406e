import { uiTexts } from '@service-hall/ui'
import type { TextTree, Texts } from '@service-hall/ui'
import { describe, expect, test } from 'vitest'
import { signInTexts } from '../../signin/texts.ts'
import { shellTexts } from '../app/texts.ts'
import { severityTexts } from '../severity/texts.ts'
import { pages } from './index.ts'

const all: [string, Texts][] = [
  ['every screen', uiTexts],
  ['the frame', shellTexts],
  ['severity', severityTexts],
  ['sign-in', signInTexts],
  ...pages.map(({ name, texts }): [string, Texts] => [name, texts]),
]

/** `path` → the placeholders of its text, sorted. */
function placeholders(tree: TextTree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${key}`, (value.match(/\{\w+\}/g) ?? []).sort().join(' ')]]
      : placeholders(value, `${path}${key}.`),
  )
}
const said = (tree: TextTree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : said(value)))

describe.each(all)('texts of %s', (_name, { zh, en }) => {
  test('are complete in both languages, with the same values filled in', () => {
    expect(placeholders(en)).toEqual(placeholders(zh))
  })

  test('say something everywhere, and use no character that the message format takes for its own', () => {
    expect([...said(zh), ...said(en)].filter((text) => text.trim() === '' || /[@|]/.test(text))).toEqual([])
  })
})

test('every page has a title in its own texts, an address of its own and a place that exists', () => {
  for (const { name, texts, within } of pages) {
    expect((texts.zh[name] as TextTree | undefined)?.['title'], name).toBeTypeOf('string')
    if (within !== undefined) expect(pages.map((page) => page.name)).toContain(within)
  }
  for (const list of [pages.map(({ name }) => name), pages.map(({ path }) => path)])
    expect(new Set(list).size).toBe(list.length)
})
