import { COSTS } from './model.ts'
import type { RosterModel } from './model.ts'

export type PlanCost = { cost: number; missing: number; over: number }

/** What a plan, as the choices it takes, costs; half hours of people that are missing and too many. */
export function costOf(model: RosterModel, taken: ReadonlySet<number>): PlanCost {
  let cost = 0
  let missing = 0
  let over = 0
  for (const { day, shifts, able, count, slots } of model.needs) {
    let have = 0
    for (const at of taken) {
      const choice = model.choices[at]
      if (!choice || choice.day !== day || !shifts.includes(choice.shift)) continue
      if (able === null || able.includes(choice.person)) have += 1
    }
    const short = Math.max(0, count - have)
    if (able === null) {
      missing += short * slots
      over += Math.max(0, have - count) * slots
      cost += slots * (COSTS.person * short + COSTS.second * (have <= count ? 1 : 0))
    } else cost += COSTS.skill * short * slots
  }
  const minutes = model.people.map(() => 0)
  for (const at of taken) {
    const choice = model.choices[at]
    if (choice)
      minutes[choice.person] = (minutes[choice.person] ?? 0) + (model.shifts[choice.shift]?.minutes ?? 0)
  }
  model.people.forEach(({ wanted }, at) => {
    const worked = minutes[at] ?? 0
    cost += (COSTS.idleHour * worked + COSTS.unusedHour * Math.max(0, wanted - worked)) / 60
  })
  return { cost, missing, over }
}

/** Whether a choice can be added to a plan without breaking a limit or somebody's hours. */
export function mayTake(model: RosterModel, taken: ReadonlySet<number>, at: number): boolean {
  const choice = model.choices[at]
  if (!choice || taken.has(at)) return false
  const limited = model.limits.some(
    ({ choices, most }) => choices.includes(at) && choices.filter((one) => taken.has(one)).length >= most,
  )
  if (limited) return false
  let minutes = model.shifts[choice.shift]?.minutes ?? 0
  for (const one of taken) {
    const other = model.choices[one]
    if (other?.person === choice.person) minutes += model.shifts[other.shift]?.minutes ?? 0
  }
  return minutes <= (model.people[choice.person]?.minutes ?? 0)
}
