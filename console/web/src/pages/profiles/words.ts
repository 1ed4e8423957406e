import { placeOfKey } from '@service-hall/contract'
import type { ProfileValue } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { useLive } from '../../live/live-store.ts'
import { useOrganisation } from '../../organisation/organisation-store.ts'
import { profilesTexts } from './texts.ts'
import { kindOf, typedForm } from './values.ts'

export type ProfileWords = {
  item: (path: string) => string
  part: (path: string) => string
  value: (path: string, value: ProfileValue | null) => string
  /** A place by its key. */
  place: (key: string) => string
}

const { names, keys } = profilesTexts.zh.profiles

/** What profiles say, in the language that is on; names that are not ours stand as they are. */
export function useProfileWords(): ProfileWords {
  const organisation = useOrganisation()
  const live = useLive()
  const { t, say } = useText()
  const part = (path: string): string => t(`profiles.parts.${path.split('.')[0]}`)
  const key = (one: string): string => (Object.hasOwn(keys, one) ? t(`profiles.keys.${one}`) : one)

  function item(path: string): string {
    const name = path.split('.')[1]
    if (name === undefined) return part(path)
    const known = /^\d$/.test(name) ? `d${name}` : name
    return Object.hasOwn(names, known) ? t(`profiles.names.${known}`) : name
  }
  function value(path: string, of: ProfileValue | null): string {
    if (of === null) return t('profiles.taken')
    const kind = kindOf(path)
    if (typeof of !== 'number')
      return of.length === 0 ? t('profiles.unit.closed') : of.map(key).join(t('profiles.unit.list'))
    const n = typedForm(path, of)
    return kind === 'minutes' || kind === 'percent' ? t(`profiles.unit.${kind}`, { n }) : n
  }
  function place(of: string): string {
    const found = placeOfKey(of)
    if (!found) return t('profiles.above')
    if (found.of === 'hall') {
      const tile = live.tileOf(found.hallId)
      return tile ? say(tile.name) : found.hallId
    }
    const region = organisation.regions.get(found.regionId)
    const name = region ? say(region.name) : found.regionId
    return found.tier === null ? name : `${name} · ${t(`tier.${found.tier}`)}`
  }
  return { item, part, value, place }
}
