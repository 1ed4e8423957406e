import { placeOfFleetKey } from '@service-hall/contract'
import type { DaySpan, FleetPlace, Playlist, SettingValue } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { useLive } from '../live/live-store.ts'
import { useOrganisation } from '../organisation/organisation-store.ts'

export type FleetText = {
  setting: (path: string) => string
  span: (span: DaySpan) => string
  value: (path: string, value: SettingValue | null) => string
  place: (key: string) => string
  /** `02-17 周二` */
  day: (day: string) => string
}

/** What pages say of machines' settings, in the language that is on. */
export function useFleetText(): FleetText {
  const { t, say, language } = useText()
  const live = useLive()
  const organisation = useOrganisation()
  const span = (of: DaySpan): string =>
    typeof of === 'string' ? t(`fleetWords.span.${of}`) : t('fleetWords.span.hours', of)
  const nameOf = (hallId: string): string => {
    const tile = live.tileOf(hallId as never)
    return tile ? say(tile.name) : hallId
  }
  function placeName(place: FleetPlace): string {
    if (place.of === 'machine') return `${nameOf(place.hallId)} ${place.stationId}`
    if (place.of === 'hall') return nameOf(place.hallId)
    const region = organisation.regions.get(place.regionId)
    const name = region ? say(region.name) : place.regionId
    return place.tier === null ? name : `${name} · ${t(`tier.${place.tier}`)}`
  }
  return {
    span,
    setting: (path) =>
      path.startsWith('days.')
        ? t('fleetWords.setting.day', { day: path.slice('days.'.length) })
        : t(`fleetWords.setting.${path}`),
    value(path, value) {
      if (value === null) return t('fleetWords.none')
      if (path === 'skewMinutes') return t('fleetWords.minutes', { n: Number(value) })
      if (path === 'version') return typeof value === 'string' ? value : ''
      if (path === 'playlist') return t('fleetWords.items', { n: (value as Playlist).items.length })
      if (!path.startsWith('days.')) return span(value as DaySpan)
      const { type, span: own } = value as { type: string; span?: DaySpan }
      const name = t(`fleetWords.type.${type}`)
      return own === undefined ? name : `${name} · ${span(own)}`
    },
    place: (key) => {
      const found = placeOfFleetKey(key)
      return found ? placeName(found) : t('fleetWords.above')
    },
    day: (day) =>
      new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
        ...{ month: '2-digit', day: '2-digit', weekday: 'short', timeZone: 'UTC' },
      }).format(Date.parse(`${day}T00:00:00Z`)),
  }
}
