import { REPORT_COLUMN_NAMES, REPORT_ROWS, ReportSpec, Tier } from '@service-hall/contract'
import type { RegionId, ReportColumnName, ReportRow } from '@service-hall/contract'
import { computed } from 'vue'
import type { ComputedRef, Ref, WritableComputedRef } from 'vue'
import { useChoice, useQuery } from '../../app/query.ts'
import { useRegion } from '../../app/region.ts'
import { useOrganisation } from '../../organisation/organisation-store.ts'

export const PERIODS = ['day', 'week', 'month', 'days'] as const
const ANY = 'any'

export type SpecChoice = {
  period: Ref<(typeof PERIODS)[number]>
  from: Ref<string>
  to: Ref<string>
  tier: Ref<string>
  rows: WritableComputedRef<ReportRow[]>
  columns: WritableComputedRef<ReportColumnName[]>
  /** What is chosen as a report without its title; null: it is none. */
  spec: ComputedRef<Omit<ReportSpec, 'title'> | null>
}

/** What a report shows, all of it in the address. */
export function useSpec(): SpecChoice {
  const { regionId } = useRegion()
  const organisation = useOrganisation()
  const period = useChoice('period', PERIODS, 'day')
  const [from, to] = [useQuery('from'), useQuery('to')]
  const tier = useChoice('tier', [ANY, ...Tier.options], ANY)
  const rows = useList('rows', REPORT_ROWS, ['hall'])
  const columns = useList('figures', REPORT_COLUMN_NAMES, [
    ...(['issued', 'served', 'meanWait', 'waitP90', 'meanHandling', 'satisfiedShare'] as const),
  ])
  const place = computed<RegionId | undefined>(() => regionId.value ?? organisation.tops[0]?.regionId)
  const spec = computed(() => {
    const wanted = {
      place: { regionId: place.value },
      tier: tier.value === ANY ? null : tier.value,
      period:
        period.value === 'days'
          ? { kind: 'days', from: from.value, to: to.value }
          : { kind: 'last', unit: period.value },
      ...{ rows: rows.value, columns: columns.value },
    }
    return ReportSpec.omit({ title: true }).safeParse(wanted).data ?? null
  })
  return { period, from, to, tier, rows, columns, spec }
}

/** Several words of a list in the address, in the list's order. */
function useList<T extends string>(
  name: string,
  known: readonly T[],
  usual: readonly T[],
): WritableComputedRef<T[]> {
  const text = useQuery(name)
  return computed({
    get: () => (text.value === '' ? [...usual] : known.filter((one) => text.value.split(',').includes(one))),
    set: (chosen) => (text.value = chosen.length === 0 ? 'none' : chosen.join(',')),
  })
}
