import type { ConfigProblem } from './cross-check.ts'
import type { HallConfig } from './hall-config.ts'
import { byId } from './by-id.ts'
import type { SpecialDay } from './special-day.ts'

const DAY_MS = 86_400_000
/** No holiday is longer; a longer one is a slip in a year. */
const LONGEST_DAYS = 60

/** What is wrong in the dated exceptions to the opening hours: ends before it begins, two for one day, no such service. */
export function specialDayProblems({ specialDays = [], services }: HallConfig): ConfigProblem[] {
  return specialDays.flatMap((row, index) => {
    const at = (path: string, expected: string): ConfigProblem => ({
      path: `specialDays.${index}${path}`,
      expected,
    })
    const { from, to = from, hours } = row
    const problems: ConfigProblem[] = []
    if (to < from) problems.push(at('.to', `a day that is not before ${from}`))
    else if (Date.parse(to) - Date.parse(from) >= LONGEST_DAYS * DAY_MS)
      problems.push(at('.to', `at most ${LONGEST_DAYS} days from ${from} on`))
    if (typeof hours !== 'string')
      hours.forEach((span, i) => {
        if (span.from >= span.to) problems.push(at(`.hours.${i}`, 'from earlier than to'))
      })
    row.services?.forEach((id, i) => {
      const known = services.map((service) => service.id).join(', ')
      if (!byId(services, id)) problems.push(at(`.services.${i}`, `one of services (${known}), not "${id}"`))
    })
    const first = specialDays.slice(0, index).findIndex((other) => isSameDay(row, other))
    if (first >= 0) problems.push(at('', `days of its own: specialDays.${first} is about one of them too`))
    return problems
  })
}

/** Whether two rows are about the same service on the same day, neither being the more exact one. */
function isSameDay(one: SpecialDay, other: SpecialDay): boolean {
  const meet = one.from <= (other.to ?? other.from) && other.from <= (one.to ?? one.from)
  if (!meet) return false
  if (!one.services || !other.services) return one.services === other.services
  return one.services.some((id) => other.services?.includes(id))
}
