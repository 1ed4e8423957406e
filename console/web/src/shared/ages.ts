import { useText } from '@service-hall/ui'

const MINUTE = 60_000

/** Says a span roughly, as people do: `3 分钟`, `2 小时`, `5 天`; `3 min`, `2 h`, `5 d`. */
export function useAge(): (ms: number) => string {
  const { t } = useText()
  return (ms) => {
    const minutes = Math.floor(Math.max(0, ms) / MINUTE)
    if (minutes < 1) return t('age.moment')
    if (minutes < 60) return t('age.minutes', { n: minutes })
    if (minutes < 48 * 60) return t('age.hours', { n: Math.floor(minutes / 60) })
    return t('age.days', { n: Math.floor(minutes / 1440) })
  }
}
