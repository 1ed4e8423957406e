import { expect, test } from 'vitest'
import { kioskTexts } from './kiosk-texts.ts'

/** Every text with its path. */
function leaves(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${path}${key}.`)
      : [[path + key, String(value)]],
  )
}
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
const chinese = kioskTexts.flatMap(({ zh }) => leaves(zh))
const english = kioskTexts.flatMap(({ en }) => leaves(en))

test('says everything in both languages, with the same blanks to fill', () => {
  const texts = new Map(english)
  for (const [path, text] of chinese)
    expect([path, placeholders(texts.get(path) ?? '?')]).toEqual([path, placeholders(text)])
  expect(english.length).toBe(chinese.length)
})

test('leaves no Chinese in English texts but the name of the language', () => {
  const mixed = english.filter(([, text]) => /\p{Script=Han}/u.test(text))
  expect(mixed).toEqual([['language.zh', '中文']])
})
