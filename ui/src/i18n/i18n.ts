import { REFUSALS, lookUp } from '@service-hall/contract'
import type { Language, Localized } from '@service-hall/contract'
import { computed, watchEffect } from 'vue'
import type { ComputedRef } from 'vue'
import { createI18n, useI18n } from 'vue-i18n'
import type { TextTree, Texts } from './page-texts.ts'
import { uiTexts } from './texts.ts'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** For texts, for `lang` and for times. */
export const LOCALE_OF = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, Locale>

const STORAGE_KEY = 'service-hall.language'

/** The language chosen last on this machine; Chinese when there is none. */
export function rememberedLocale(storage: Pick<Storage, 'getItem'>): Locale {
  return storage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh-CN'
}

/** vue-i18n with this room's texts and a screen's own. Later ones replace what has the same first key. */
export function createTextsIn(locale: Locale, ...own: Texts[]) {
  const trees = [uiTexts, ...own]
  return createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'zh-CN',
    messages: {
      'zh-CN': Object.assign({}, ...trees.map(({ zh }) => zh)) as TextTree,
      en: Object.assign({}, ...trees.map(({ en }) => en)) as TextTree,
    },
  })
}

/** The same; the choice is remembered on this machine and stands in `<html lang>`. */
export function createTexts(...own: Texts[]) {
  const i18n = createTextsIn(rememberedLocale(localStorage), ...own)
  watchEffect(() => {
    const locale = i18n.global.locale.value
    document.documentElement.lang = locale
    localStorage.setItem(STORAGE_KEY, locale)
  })
  return i18n
}

export type ScreenText = {
  t: (key: string, values?: Record<string, unknown>) => string
  language: ComputedRef<Language>
  /** The text of a configured name in the screen's language. */
  say: (text: Localized) => string
  /** The same without what stands in brackets, for narrow places. */
  sayShort: (text: Localized) => string
  /** The sentence for a refusal; an unknown code is named, never hidden. */
  refusal: (code: string) => string
}

/** Texts for a component. */
export function useText(): ScreenText {
  const { t, locale } = useI18n()
  const language = computed<Language>(() => (locale.value === 'en' ? 'en' : 'zh'))
  return {
    t: (key, values = {}) => t(key, values),
    language,
    say: (text) => text[language.value],
    sayShort: (text) => withoutBrackets(text[language.value]),
    refusal: (code) => refusalText(code, language.value) ?? t('common.unknownRefusal', { code }),
  }
}

/** The sentence for a refusal code of the contract, if it is one. */
export function refusalText(code: string, language: Language): string | undefined {
  return lookUp<Localized>(REFUSALS, code)?.[language]
}

/** `优先（老年人）` → `优先`: a name without its explanation; a name that is nothing else stays whole. */
export function withoutBrackets(name: string): string {
  const short = (name.split(/[（(]/)[0] ?? '').trim()
  return short === '' ? name : short
}
