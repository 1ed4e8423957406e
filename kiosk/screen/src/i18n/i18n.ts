import type { Language } from '@service-hall/contract'
import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** Locale of each language of the product: for texts, for `lang` and for times. */
export const LOCALES = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, string>

export const i18n = createI18n({
  legacy: false,
  locale: LOCALES.zh,
  fallbackLocale: LOCALES.zh,
  messages: { 'zh-CN': zh, en },
})
