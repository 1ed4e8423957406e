import { checkRoster } from '@service-hall/contract'
import type {
  RosterContext,
  RosterDuty,
  RosterFinding,
  RosterRow,
  RosterWeek,
  StaffNumber,
} from '@service-hall/contract'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'

export type Plan = {
  /** Everybody of the hall, free days too, in order. */
  rows: ShallowRef<RosterRow[]>
  isChanged: Ref<boolean>
  findings: ComputedRef<RosterFinding[]>
  set: (number: StaffNumber, day: number, duty: RosterDuty) => void
  replace: (rows: readonly RosterRow[]) => void
  /** Rows in which anybody works. */
  filled: ComputedRef<RosterRow[]>
}

const FREE: readonly RosterDuty[] = [null, null, null, null, null, null, null]

/** A week that is being planned: what was kept or published, and what hands change; checked at every change. */
export function usePlan(week: Ref<RosterWeek | null>): Plan {
  const rows: ShallowRef<RosterRow[]> = shallowRef([])
  const isChanged = ref(false)

  const whole = (some: readonly RosterRow[]): RosterRow[] => {
    const known = new Map(some.map((row) => [row.number, row]))
    const staff = week.value?.people.map(({ number }) => number) ?? []
    const others = some.filter(({ number }) => !staff.includes(number))
    return [...staff.map((number) => known.get(number) ?? { number, days: [...FREE] }), ...others]
  }
  watch(
    week,
    (told) => {
      rows.value = whole(told?.draft?.rows ?? told?.published?.rows ?? [])
      isChanged.value = false
    },
    { immediate: true },
  )
  const filled = computed(() => rows.value.filter(({ days }) => days.some(Boolean)))
  const context = computed<RosterContext | null>(() => week.value)
  return {
    ...{ rows, isChanged, filled },
    findings: computed(() => (context.value ? checkRoster(filled.value, context.value) : [])),
    set(number, day, duty) {
      rows.value = rows.value.map((row) =>
        row.number === number ? { ...row, days: row.days.map((one, at) => (at === day ? duty : one)) } : row,
      )
      isChanged.value = true
    },
    replace(some) {
      rows.value = whole(some)
      isChanged.value = true
    },
  }
}
