import { Slide } from '@service-hall/contract'
import type { ImageKept, Playlist } from '@service-hall/contract'
import { slidesOf } from '@service-hall/contract'

/** A slide as a form has it: what is not right yet, too. `key` names it as long as the form is open. */
export type SlideDraft = { key: number; slide: Slide }

let last = 0
const draft = (slide: Slide): SlideDraft => ({ key: (last += 1), slide })

export const draftsOf = (playlist: Playlist | null | undefined): SlideDraft[] =>
  slidesOf(playlist ?? null).map((slide) => draft({ ...slide }))

export const textDraft = (): SlideDraft => draft({ kind: 'text', zh: '', en: '', seconds: 10 })

export const imageDraft = (kept: ImageKept, title: string): SlideDraft =>
  draft({ kind: 'image', title: title.slice(0, 60), seconds: 10, ...kept })

/** The list with one slide so many places further down; null: it stands at the end already. */
export function moved(list: readonly SlideDraft[], key: number, by: -1 | 1): SlideDraft[] | null {
  const from = list.findIndex((one) => one.key === key)
  const to = from + by
  if (from < 0 || to < 0 || to >= list.length) return null
  const rest = list.filter((one) => one.key !== key)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

/** What a form asks for; null: a text is missing or too long, or the seconds are none. */
export function playlistOf(list: readonly SlideDraft[]): Playlist | null {
  const read = list.map(({ slide }) => Slide.safeParse(slide))
  const items = read.flatMap(({ data }) => (data ? [data] : []))
  return items.length === list.length ? { items } : null
}
