import type { Localized } from '@service-hall/contract'
import { useI18n } from 'vue-i18n'

/** The text of a key in both languages at once: who passes a call display cannot choose one. */
export function useBoth(): (key: string, values?: Record<string, unknown>) => Localized {
  const { t } = useI18n({ useScope: 'global' })
  return (key, values = {}) => ({
    zh: t(key, values, { locale: 'zh-CN' }),
    en: t(key, values, { locale: 'en' }),
  })
}
