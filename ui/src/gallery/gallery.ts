import type { Language } from '@service-hall/contract'

/** How a state is to be shown. */
export type Showing = { language: Language; senior: boolean }

/** Size of a window, px. */
export type Size = { width: number; height: number }

/** Mounts a page at `#app` in one state, from invented data and without a server. Resolves when it can be looked at. */
export type ShowState = (showing: Showing) => void | Promise<void>

/** One page and the states it can be in, by name. */
export type GalleryPage = {
  /** Windows that pictures of it are taken in. */
  sizes: readonly [Size, ...Size[]]
  /** Whether it looks different in senior mode. */
  senior?: boolean
  states: Readonly<Record<string, ShowState>>
}

/**
 * The pages of one room of screens, by name. It stands in `gallery/states.ts` of the room; `gallery/index.html` opens
 * it by `openGallery`, and `scripts/gallery/rooms.ts` names the room.
 *
 * @example
 * ```ts
 * export const gallery = {
 *   alerts: {
 *     sizes: [{ width: 1920, height: 1080 }],
 *     states: { none: show(aQuietRegion), many: show(aBadDay), stale: show(aBadDay, { link: 'lost' }) },
 *   },
 * } satisfies Gallery
 * ```
 */
export type Gallery = Readonly<Record<string, GalleryPage>>

/** One state as it stands in an address, after the `#`. */
export type Place = Showing & { page: string; state: string }

/** `counter/paused?lang=en&senior=1`; `lang` is `zh` where it is left out, `senior` off. */
export function placeText({ page, state, language, senior }: Place): string {
  const query = new URLSearchParams({ lang: language, ...(senior ? { senior: '1' } : {}) })
  return `${page}/${state}?${query.toString()}`
}

/** What a part of an address after the `#` names; null when it names no state. */
export function placeOf(hash: string): Place | null {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [page, state] = path.split('/')
  if (!page || !state) return null
  const wanted = new URLSearchParams(query)
  return {
    page,
    state,
    language: wanted.get('lang') === 'en' ? 'en' : 'zh',
    senior: wanted.get('senior') === '1',
  }
}

/** Everything a gallery shows: every state in both languages, and in senior mode where there is one. */
export function placesOf(gallery: Gallery): Place[] {
  return Object.entries(gallery).flatMap(([page, { states, senior: hasSenior = false }]) =>
    Object.keys(states).flatMap((state) =>
      (hasSenior ? [false, true] : [false]).flatMap((senior) =>
        (['zh', 'en'] as const).map((language) => ({ page, state, language, senior })),
      ),
    ),
  )
}
