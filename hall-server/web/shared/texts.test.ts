import { uiTexts } from '@service-hall/ui'
import type { TextTree, Texts } from '@service-hall/ui'
import { describe, expect, test } from 'vitest'
import { adminTexts } from '../admin/texts.ts'
import { counterTexts } from '../counter/texts.ts'
import { signInTexts } from '../signin/texts.ts'
import { hallTexts } from './texts.ts'

const pages: Record<string, Texts> = {
  'every screen': uiTexts,
  'the hall pages': hallTexts,
  'sign-in': signInTexts,
  counter: counterTexts,
  administration: adminTexts,
}

/** `path` → the placeholders of its text, sorted. */
function placeholders(tree: TextTree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${key}`, (value.match(/\{\w+\}/g) ?? []).sort().join(' ')]]
      : placeholders(value, `${path}${key}.`),
  )
}
const texts = (tree: TextTree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)))

describe.each(Object.entries(pages))('texts of %s', (_name, { zh, en }) => {
  test('are complete in both languages, with the same values filled in', () => {
    expect(placeholders(en)).toEqual(placeholders(zh))
  })

  test('say something everywhere', () => {
    expect([...texts(zh), ...texts(en)].filter((text) => text.trim() === '')).toEqual([])
  })

  test('use no character that the message format would take for its own', () => {
    expect([...texts(zh), ...texts(en)].filter((text) => /[@|]/.test(text))).toEqual([])
  })
})
