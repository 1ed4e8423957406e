import { useText } from '@service-hall/ui'
import { computed } from 'vue'
import type { ComputedRef, WritableComputedRef } from 'vue'
import { useChoice, useQuery } from '../../app/query.ts'
import { useRegion } from '../../app/region.ts'
import { useRows } from '../../severity/rows-store.ts'
import type { Row } from '../../severity/rows-store.ts'
import { LEVELS } from '../../severity/severity.ts'
import type { Level } from '../../severity/severity.ts'
import { SORTS, countLevels, matching, sorted, totalsOf } from './filter.ts'
import type { Sort, Totals } from './filter.ts'

export const VIEWS = ['tiles', 'table', 'map'] as const
export type View = (typeof VIEWS)[number]

export type Overview = {
  view: WritableComputedRef<View>
  sort: WritableComputedRef<Sort>
  text: WritableComputedRef<string>
  tiers: WritableComputedRef<string>
  level: WritableComputedRef<Level | ''>
  /** Halls of the region; those that match text and tier; those that are shown, in order. */
  inRegion: ComputedRef<readonly Row[]>
  matched: ComputedRef<readonly Row[]>
  shown: ComputedRef<readonly Row[]>
  counts: ComputedRef<Record<Level, number>>
  totals: ComputedRef<Totals>
  clear: () => void
}

/** What the overview shows: all of its choices stand in the address. */
export function useOverview(): Overview {
  const rows = useRows()
  const { includes } = useRegion()
  const { language } = useText()
  const view = useChoice('view', VIEWS, 'tiles')
  const sort = useChoice('sort', SORTS, 'worst')
  const text = useQuery('text')
  const tiers = useQuery('tier')
  const level = useChoice('level', ['', ...LEVELS], '')

  const inRegion = computed(() => rows.all.filter(({ hallId }) => includes(hallId)))
  const matched = computed(() => matching(inRegion.value, { text: text.value, tiers: tiers.value }))
  const shown = computed(() => {
    const wanted =
      level.value === '' ? matched.value : matched.value.filter((row) => row.level === level.value)
    return sorted(wanted, sort.value, language.value)
  })
  return {
    ...{ view, sort, text, tiers, level, inRegion, matched, shown },
    counts: computed(() => countLevels(matched.value)),
    totals: computed(() => totalsOf(shown.value)),
    clear() {
      text.value = ''
      tiers.value = ''
      level.value = ''
    },
  }
}
