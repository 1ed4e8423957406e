import { expect, test } from 'vitest'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** Every text with its path. */
function leaves(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${path}${key}.`)
      : [[path + key, String(value)]],
  )
}
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()

test('says everything in both languages, with the same blanks to fill', () => {
  const english = new Map(leaves(en))
  for (const [path, text] of leaves(zh))
    expect([path, placeholders(english.get(path) ?? '?')]).toEqual([path, placeholders(text)])
  expect(english.size).toBe(leaves(zh).length)
})

test('leaves no Chinese in English texts but the name of the language', () => {
  const chinese = leaves(en).filter(([, text]) => /\p{Script=Han}/u.test(text))
  expect(chinese).toEqual([['language.zh', '中文']])
})
