import { groupOf, placesNear } from '@service-hall/contract'
import type { GuidePlace, HallWaiting, Localized, Position, Reached } from '@service-hall/contract'
import { placeOpenAt } from '@service-hall/contract'
import type { HubState } from '../../capabilities.ts'
import type { Entry } from '../guide.ts'
import type { NearbyAsked } from './asked.ts'

/** Places on one page. */
const MOST_SHOWN = 30
/** Names to choose from. */
const MOST_NAMES = 8
/** Entries that are looked at for open ones. */
const MOST_LOOKED_AT = 400

/** Where the nearest places are looked for: a name that was found, several to choose from, or nowhere in particular. */
export type Centre = { name: Localized | null; position: Position }
export type Near = { centre: Centre | null; names: Centre[] }

export type ShownPlace = { place: GuidePlace; waiting: HallWaiting | null; isHall: boolean }

type Named = { regions: HubState['regions'] }

/** What a name may mean: districts, regions, halls and points, those that it is the whole name of first. */
function namesLike(text: string, entries: readonly Entry[], { regions }: Named): Centre[] {
  const wanted = plain(text)
  if (wanted === '') return []
  const placed = entries.filter(({ position }) => position !== null)
  const groups = new Map<string, { name: Localized; of: Entry[] }>()
  const add = (key: string, name: Localized, entry: Entry): void => {
    const group = groups.get(key) ?? { name, of: [] }
    groups.set(key, group)
    group.of.push(entry)
  }
  for (const entry of placed) {
    const { district, regionId, name } = entry
    const region = regions.get(regionId)
    if (district.zh !== '')
      add(`district:${district.zh}`, { zh: district.zh, en: district.en || district.zh }, entry)
    if (region) add(`region:${regionId}`, region.name, entry)
    add(entry.id, name, entry)
  }
  return [...groups.values()]
    .map(({ name, of }) => ({ name, of, rank: rankOf(name, wanted) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || b.of.length - a.of.length)
    .slice(0, MOST_NAMES)
    .map(({ name, of }) => ({ name, position: middleOf(of) }))
}

/** 0: the whole name · 1: its beginning · 2: within it · 3: not in it. */
function rankOf({ zh, en }: Localized, wanted: string): number {
  return Math.min(
    ...[zh, en].map((name) => {
      const at = plain(name).indexOf(wanted)
      if (at < 0) return 3
      return at > 0 ? 2 : Number(plain(name) !== wanted)
    }),
  )
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

function middleOf(entries: readonly Entry[]): Position {
  const places = entries.flatMap(({ position }) => position ?? [])
  const mean = (of: (position: Position) => number): number =>
    places.reduce((sum, position) => sum + of(position), 0) / places.length
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) }
}

/** Where somebody wants to look. A position goes before a hall, a hall before a name. */
export function nearOf(asked: NearbyAsked, entries: readonly Entry[], named: Named): Near {
  if (asked.lat !== undefined && asked.lon !== undefined)
    return { centre: { name: null, position: { latitude: asked.lat, longitude: asked.lon } }, names: [] }
  const hall = asked.hall && entries.find(({ id }) => id === `hall:${asked.hall}`)
  if (hall && hall.position) return { centre: { name: hall.name, position: hall.position }, names: [] }
  if (!asked.q) return { centre: null, names: [] }
  const names = namesLike(asked.q, entries, named)
  return { centre: names[0] ?? null, names: names.slice(1) }
}

/** The places of a page, in their order. */
export function placesFor(
  asked: NearbyAsked,
  {
    centre,
    entries,
    shown,
    now,
  }: {
    centre: Centre | null
    entries: readonly Entry[]
    shown: (entry: Reached<Entry>) => GuidePlace
    now: number
  },
): ShownPlace[] {
  const wanted = entries.filter(({ kind }) => {
    const group = groupOf(kind)
    return asked.kind === 'all' ? group !== 'online' : group === asked.kind
  })
  const found: ShownPlace[] = []
  for (const entry of placesNear(centre?.position ?? null, wanted, asked.by).slice(0, MOST_LOOKED_AT)) {
    const place = shown(entry)
    if (asked.open !== undefined && placeOpenAt(place, now)?.is !== 'open') continue
    found.push({ place, waiting: entry.waiting, isHall: entry.of === 'hall' })
    if (found.length >= MOST_SHOWN) break
  }
  return found
}
