import { LANGUAGES } from '@service-hall/contract'
import type { Language, Localized } from '@service-hall/contract'
import { useHallStore } from '@service-hall/ui/hall'
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

/** The languages of the hall, in its order: those that its customers are spoken to in. */
export function useLanguages(): ComputedRef<readonly Language[]> {
  const hall = useHallStore()
  return computed(() => hall.view.config?.hall.languages ?? LANGUAGES)
}

/** The text of a key in every language at once, for `BothText`. */
export function useBoth(): (key: string, values?: Record<string, unknown>) => Localized {
  const { t } = useI18n({ useScope: 'global' })
  return (key, values = {}) => ({
    zh: t(key, values, { locale: 'zh-CN' }),
    en: t(key, values, { locale: 'en' }),
  })
}
