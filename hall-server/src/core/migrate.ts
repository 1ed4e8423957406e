import { prefixOf } from '../intake/state.ts'
import type { HallState } from './state.ts'

/**
 * A state as an earlier release kept it, in today's shape. Needed where its facts are past retention; otherwise the
 * facts are folded anew. Throws for a shape that no release left behind. Pure, but takes `state` over.
 */
export function migrateState(state: unknown, fromSchema: string): HallState {
  if (fromSchema !== 'hall-2')
    throw new Error(`the hall's state cannot be read from a ${fromSchema} snapshot`)
  return withCountsByPrefix(state as HallState)
}

/** hall-2 had the same shape, but counted a day's numbers by the id of the service group. */
function withCountsByPrefix(state: HallState): HallState {
  const prefixes = new Map<string, string>(state.view.config?.groups.map(({ id, prefix }) => [id, prefix]))
  const byPrefix: HallState['intake']['counts'] = {}
  const atLeast = (day: string, prefix: string, count: number): void => {
    const counts = (byPrefix[day] ??= {})
    counts[prefix] = Math.max(counts[prefix] ?? 0, count)
  }
  for (const [day, counts] of Object.entries(state.intake.counts)) {
    for (const [groupId, count] of Object.entries(counts)) {
      const prefix = prefixes.get(groupId)
      if (prefix !== undefined) atLeast(day, prefix, count)
    }
  }
  // A group that was renamed during the day has no entry any more; the tickets know better.
  for (const { number } of Object.values(state.view.tickets)) {
    const prefix = prefixOf(number)
    if (state.view.day) atLeast(state.view.day, prefix, Number(number.slice(prefix.length)))
  }
  return { ...state, intake: { ...state.intake, counts: byPrefix } }
}
