import type { BusinessDay, HallId, HallLimits, HallTile, RegionSeen, Tier } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ask } from '../api/api.ts'
import { useLive } from '../live/live-store.ts'
import { useOrganisation } from '../organisation/organisation-store.ts'
import { USUAL_LIMIT_MS, longestWait, severityOf, silence } from './severity.ts'
import type { Severity } from './severity.ts'

/** A hall with all that lists show of it. */
export type Row = Severity & {
  hallId: HallId
  tile: HallTile
  tier: Tier | null
  /** Where it lies, the topmost region first. */
  path: readonly RegionSeen[]
  limitMs: number
  /** Of who has waited longest, ms. */
  waitMs: number
  /** Not heard for so long, ms; null: the line is up. */
  silentMs: number | null
}

/** The latest business day of halls. */
export function latestDay(tiles: readonly Pick<HallTile, 'day'>[]): BusinessDay | null {
  return tiles.reduce<BusinessDay | null>(
    (latest, { day }) => (day !== null && (latest === null || day > latest) ? day : latest),
    null,
  )
}

/** The halls as rows of lists, with what is asked of them. */
export const useRows = defineStore('rows', () => {
  const live = useLive()
  const organisation = useOrganisation()
  const limits = shallowRef<ReadonlyMap<HallId, number>>(new Map())
  const failed = ref<string | null>(null)

  async function load(): Promise<void> {
    const answer = await ask<HallLimits>('GET', '/api/halls/limits')
    failed.value = answer.ok ? null : answer.code
    if (!answer.ok) return
    limits.value = new Map(
      answer.value.flatMap(({ hallId, waitMs }) => (waitMs === null ? [] : [[hallId, waitMs]])),
    )
  }

  function rowOf(tile: HallTile): Row {
    const { hallId } = tile
    const hall = organisation.halls.get(hallId)
    const limitMs = limits.value.get(hallId) ?? USUAL_LIMIT_MS
    return {
      ...{ hallId, tile, limitMs, tier: hall?.tier ?? null },
      path: hall ? organisation.pathOf(hall.regionId) : [],
      waitMs: longestWait(tile, live.now),
      silentMs: silence(tile, live.now),
      ...severityOf(tile, { now: live.now, limitMs }),
    }
  }

  /** Every hall; follows once a second. */
  const all = computed(() => live.all.map(rowOf))
  /** One hall; in a template it follows that hall with every frame. */
  function row(hallId: HallId): Row | null {
    const tile = live.tileOf(hallId)
    return tile ? rowOf(tile) : null
  }
  /** The business day that is on; figures of a hall that has not begun it yet are of a day before. */
  const day = computed(() => latestDay(live.all))
  return { all, day, row, load, failed }
})
