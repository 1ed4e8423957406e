import { FACT_KINDS } from '@service-hall/contract'
import type { FactsPage, FigureFact } from '@service-hall/contract'
import { computed, ref, shallowRef, watch } from 'vue'
import { ask } from '../../api/api.ts'
import { useChoice, useQuery } from '../../app/query.ts'
import { pathWith } from '../../hall/use-asked.ts'

/** Parts of the address that narrow the facts down. */
export const FILTERS = [
  'service',
  'counter',
  'staff',
  'machine',
  'from',
  'to',
  'selfIssued',
  'satisfied',
] as const

/** The facts that the address asks for, page after page. */
export function useFacts(hallId: () => string, today: () => string | null) {
  const chosenDay = useQuery('day')
  const kinds = useChoice('kinds', ['', ...FACT_KINDS], '')
  const filters = Object.fromEntries(FILTERS.map((name) => [name, useQuery(name)])) as Record<
    (typeof FILTERS)[number],
    ReturnType<typeof useQuery>
  >
  const day = computed(() => chosenDay.value || (today() ?? ''))
  const query = computed(() => ({
    day: day.value,
    kinds: kinds.value,
    ...Object.fromEntries(FILTERS.map((name) => [name, filters[name].value])),
  }))
  const facts = shallowRef<FigureFact[]>([])
  const sum = ref<number | null>(null)
  const next = ref<number | null>(null)
  const failed = ref<string | null>(null)
  const busy = ref(false)
  let turn = 0

  async function load(after: number): Promise<void> {
    const mine = (turn += 1)
    if (query.value.day === '') return
    busy.value = true
    const answer = await ask<FactsPage>(
      'GET',
      pathWith(`/api/halls/${hallId()}/facts`, { ...query.value, after }),
    )
    if (mine !== turn) return
    busy.value = false
    failed.value = answer.ok ? null : answer.code
    if (!answer.ok) return
    facts.value = after === 0 ? answer.value.facts : [...facts.value, ...answer.value.facts]
    sum.value = answer.value.sum
    next.value = answer.value.next
  }
  watch([query, hallId], () => void load(0), { immediate: true })

  function clear(): void {
    for (const name of FILTERS) filters[name].value = ''
  }
  return {
    day,
    chosenDay,
    kinds,
    filters,
    facts,
    sum,
    next,
    failed,
    busy,
    clear,
    more: () => load(next.value ?? 0),
  }
}
