import { expect, test } from 'vitest'
import { localVoice } from './browser-voice.ts'

const aVoice = (lang: string, name = lang, localService = true) => ({ lang, name, localService })

test('a voice that needs the internet is not taken', () => {
  expect(localVoice([aVoice('zh-CN', 'cloud', false), aVoice('zh-CN', 'local')], 'zh')?.name).toBe('local')
})

test.each(['zh-CN', 'zh_CN', 'zh', 'cmn', 'cmn-Hans-CN', 'zh-TW'])('%s speaks Mandarin', (lang) => {
  expect(localVoice([aVoice(lang)], 'zh')).toBeDefined()
})

test.each(['zh-HK', 'zh_HK', 'yue', 'en-US', 'ja-JP'])('%s does not speak Mandarin', (lang) => {
  expect(localVoice([aVoice(lang)], 'zh')).toBeUndefined()
})

test('the voice that spells pinyin in English is not taken', () => {
  expect(localVoice([aVoice('cmn', 'Chinese (Mandarin, latin as English)')], 'zh')).toBeUndefined()
})

test('English is spoken by any English voice', () => {
  expect(localVoice([aVoice('zh-CN'), aVoice('en-GB')], 'en')?.lang).toBe('en-GB')
})
