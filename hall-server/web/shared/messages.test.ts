import { REFUSALS } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { adminMessages } from '../admin/messages.ts'
import { counterMessages } from '../counter/messages.ts'
import { signInMessages } from '../signin/messages.ts'
import { refusalText, rememberedLocale, withoutBrackets } from './i18n.ts'
import type { Messages, MessageTree } from './i18n.ts'
import { commonMessages } from './messages/common.ts'

const pages: Record<string, Messages> = {
  common: commonMessages,
  'sign-in': signInMessages,
  counter: counterMessages,
  administration: adminMessages,
}

/** `path` → the placeholders of its text, sorted. */
function placeholders(tree: MessageTree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${key}`, (value.match(/\{\w+\}/g) ?? []).sort().join(' ')]]
      : placeholders(value, `${path}${key}.`),
  )
}
const texts = (tree: MessageTree): string[] =>
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

describe('refusals', () => {
  test('all have a sentence in both languages', () => {
    for (const code of Object.keys(REFUSALS)) {
      expect(refusalText(code, 'zh'), code).toBeTruthy()
      expect(refusalText(code, 'en'), code).toBeTruthy()
    }
  })

  test('of an unknown code have none', () => {
    expect(refusalText('no.such', 'en')).toBeUndefined()
  })
})

describe('languages', () => {
  test('begin with Chinese and remember English', () => {
    expect(rememberedLocale({ getItem: () => null })).toBe('zh-CN')
    expect(rememberedLocale({ getItem: () => 'en' })).toBe('en')
    expect(rememberedLocale({ getItem: () => 'xx' })).toBe('zh-CN')
  })

  test('shorten names to what stands before a bracket', () => {
    expect(withoutBrackets('优先（老年人、残障人士、军人）')).toBe('优先')
    expect(withoutBrackets('Priority (senior, disabled, military)')).toBe('Priority')
    expect(withoutBrackets('重要客户')).toBe('重要客户')
    expect(withoutBrackets('（甲）')).toBe('（甲）')
  })
})
