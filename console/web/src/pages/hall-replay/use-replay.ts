import { localTime } from '@service-hall/contract'
import type { HallPlan, ReplayAnswer } from '@service-hall/contract'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask } from '../../api/api.ts'
import { useChoice, useQuery } from '../../app/query.ts'
import { beginningOf } from '../../hall/day.ts'
import { pathWith } from '../../hall/use-asked.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** How often a step is made while it plays, ms. */
const STEP_MS = 500
export const SPEEDS = ['1', '5', '15'] as const

type Ends = { first: number; last: number }

/**
 * A hall at the moment of the address. One question is under way at a time; what was asked for meanwhile is asked next,
 * the latest alone: a slider that is dragged does not queue a hundred moments.
 */
export function useReplay(hallId: () => string, live: () => { plan: HallPlan; at: number } | null) {
  const at = useQuery('at')
  const number = useQuery('number')
  const speed = useChoice('speed', SPEEDS, '5')
  const answer = shallowRef<ReplayAnswer | null>(null)
  const failed = ref<string | null>(null)
  const playing = ref(false)
  const ends = shallowRef<Ends | null>(null)
  let isAsking = false
  let isStale = false

  const timeZone = computed(() => live()?.plan.timeZone ?? 'UTC')
  /** The moment that is shown, epoch ms by the hall's clock. */
  const moment = computed(() => {
    const said = Number(at.value)
    if (at.value !== '' && Number.isFinite(said)) return said
    return answer.value?.fact?.at ?? live()?.at ?? 0
  })
  const day = computed(() => localTime(Math.max(0, moment.value), timeZone.value).day)
  const range = computed(() => {
    const begin = beginningOf(day.value, timeZone.value)
    // Only where there is something to show.
    const { first = begin, last = Infinity } = ends.value ?? {}
    const from = Math.min(Math.max(begin, first), moment.value)
    const end = Math.max(Math.min(begin + DAY_MS - 1, last), moment.value)
    const stepMs = end - from > HOUR_MS ? 10_000 : 1_000
    // A slider stops at whole steps: the last of them is behind the last fact.
    return { begin, from, to: from + Math.ceil((end - from) / stepMs) * stepMs, stepMs }
  })
  const isAtEnd = computed(() => ends.value !== null && moment.value >= ends.value.last)

  async function load(): Promise<void> {
    if (isAsking) return void (isStale = true)
    isAsking = true
    do {
      isStale = false
      const query = number.value === '' ? { at: Math.round(moment.value) } : { number: number.value }
      const came = await ask<ReplayAnswer>('GET', pathWith(`/api/halls/${hallId()}/replay`, query))
      failed.value = came.ok ? null : came.code
      if (!came.ok) {
        answer.value = came.code === 'history.nothing' ? null : answer.value
        playing.value = false
        continue
      }
      answer.value = came.value
      const { first, last } = came.value
      if (first && last) ends.value = { first: first.at, last: last.at }
    } while (isStale)
    isAsking = false
  }

  function show(moment: number): void {
    number.value = ''
    at.value = String(Math.round(Math.max(0, moment)))
  }
  function showFact(fact: { number: number; at: number } | null | undefined): void {
    if (!fact) return
    playing.value = false
    at.value = ''
    number.value = String(fact.number)
  }
  function jump(minutes: number): void {
    show(moment.value + minutes * MINUTE_MS)
  }
  function showDay(chosen: string): void {
    // At the time of day that is looked at.
    show(beginningOf(chosen, timeZone.value) + (moment.value - range.value.begin))
  }

  const timer = setInterval(() => {
    if (!playing.value || isAsking) return
    if (isAtEnd.value) return void (playing.value = false)
    show(moment.value + (Number(speed.value) * MINUTE_MS * STEP_MS) / 1000)
  }, STEP_MS)
  onScopeDispose(() => clearInterval(timer))
  watch(
    [at, number, hallId, () => live() !== null],
    () => {
      if (live()) void load()
    },
    { immediate: true },
  )

  return {
    ...{ answer, failed, playing, speed, ends, timeZone, moment, day, range, isAtEnd },
    ...{ load, show, jump, showDay },
    previous: () => showFact(answer.value?.previous),
    next: () => showFact(answer.value?.next),
    toggle: () => (playing.value = !playing.value && !isAtEnd.value),
  }
}
