import { MOST_SLIDES } from '@service-hall/contract'
import type { Playlist } from '@service-hall/contract'
import { computed, ref } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { draftsOf, moved, playlistOf } from '../slides.ts'
import type { SlideDraft } from '../slides.ts'

/** The slides of a form: each change of their order or number can be taken back. */
export type Slides = {
  list: Ref<SlideDraft[]>
  /** What the form asks for; null: something of it is not right yet. */
  playlist: ComputedRef<Playlist | null>
  /** How long all of them take, s. */
  seconds: ComputedRef<number>
  isFull: ComputedRef<boolean>
  canUndo: ComputedRef<boolean>
  add: (slide: SlideDraft) => void
  remove: (key: number) => void
  /** The place at which it stands now, from 1; null: it stands at the end already. */
  move: (key: number, by: -1 | 1) => number | null
  undo: () => void
}

export function useSlides(before: Playlist | null | undefined): Slides {
  const list = ref<SlideDraft[]>(draftsOf(before))
  /** Lists as they were before each change; the latest last. */
  const past = ref<SlideDraft[][]>([])
  function change(next: SlideDraft[]): void {
    past.value.push(list.value.map(({ key, slide }) => ({ key, slide: { ...slide } })))
    list.value = next
  }
  return {
    list,
    playlist: computed(() => playlistOf(list.value)),
    seconds: computed(() => list.value.reduce((sum, { slide }) => sum + (Number(slide.seconds) || 0), 0)),
    isFull: computed(() => list.value.length >= MOST_SLIDES),
    canUndo: computed(() => past.value.length > 0),
    add: (slide) => change([...list.value, slide]),
    remove: (key) => change(list.value.filter((one) => one.key !== key)),
    move(key, by) {
      const next = moved(list.value, key, by)
      if (!next) return null
      change(next)
      return next.findIndex((one) => one.key === key) + 1
    },
    undo() {
      const last = past.value.pop()
      if (last) list.value = last
    },
  }
}
