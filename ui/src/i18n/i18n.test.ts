import { REFUSALS } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { refusalText, rememberedLocale, withoutBrackets } from './i18n.ts'

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
