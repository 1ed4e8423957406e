import { dayAfter, localTime } from '@service-hall/contract'
import type { AwaitedBill, BusinessDay, HallView, Reconciled, SideStanding } from '@service-hall/contract'

/** The utility's side; every other one is a channel. */
const BILLING = 'billing'
/** From this hour on, by the hall's clock, yesterday is expected to be compared: bills are there by 10:10, with time to fetch them. */
const EXPECTED_FROM = 12

/** The day so many after one. */
const shifted = (day: string, days: number): BusinessDay => dayAfter(day, days) as BusinessDay

/**
 * How far the comparison with each side is that a hall has: its channels, and the utility. `now`: of the hall's clock, epoch
 * ms. A channel that the hall no longer offers is left out.
 */
export function sidesOf({ config, reconciled, awaited, suspense }: HallView, now: number): SideStanding[] {
  const { day: today, time } = localTime(now, config?.hall.timeZone ?? 'UTC')
  const expected = shifted(today, Number(time.slice(0, 2)) >= EXPECTED_FROM ? -1 : -2)
  const offered = new Set((config?.payments?.ways ?? []).map(({ channel }): string => channel))
  const known = [...new Set([...Object.keys(reconciled), ...Object.keys(awaited)])]
  return known
    .filter((side) => side === BILLING || offered.has(side))
    .sort()
    .flatMap((side) => {
      const account = side === BILLING ? BILLING : `channel:${side}`
      const cases = Object.values(suspense).filter((one) => one.account === account).length
      return standingOf({ side, cases }, { done: reconciled[side], waits: awaited[side], today, expected })
    })
}

type Known = {
  done: Reconciled | undefined
  waits: AwaitedBill | undefined
  today: BusinessDay
  /** The latest day that should be compared by now. */
  expected: BusinessDay
}

function standingOf(
  { side, cases }: Pick<SideStanding, 'side' | 'cases'>,
  { done, waits, today, expected }: Known,
): SideStanding[] {
  if (waits && waits.is !== 'notOver') {
    const isLate = waits.is === 'unsure' || waits.day < shifted(today, -1)
    return [{ side, is: 'waiting', day: waits.day, cases, isLate }]
  }
  const next = done ? shifted(done.day, 1) : waits?.day
  if (next === undefined) return []
  if (next <= expected) return [{ side, is: 'waiting', day: next, cases, isLate: true }]
  if (!done) return [{ side, is: 'new', day: next, cases, isLate: false }]
  return [{ side, is: cases > 0 ? 'differences' : 'done', day: done.day, cases, isLate: false }]
}
