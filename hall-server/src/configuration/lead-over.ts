import { COUNTER_WORK, byId } from '@service-hall/contract'
import type { CounterId, HallConfig, HallView, StaffId } from '@service-hall/contract'
import { inUse, undoMsOf } from './in-use.ts'
import { withRetired } from './retire.ts'

export type LedOver = {
  /** The file's rows in their order, and behind them those that are retired. */
  config: HallConfig
  /** Counters that have another id than before, old to new. */
  movedCounters: Record<string, CounterId>
  /** Counters to close: who has them open may no longer work at one, or nothing is known of the counter. */
  closing: CounterId[]
}

/**
 * Brings what is open in a hall under a new configuration, so that nobody who waits or is served becomes unreachable by a
 * row that was removed or renamed. A counter with another id but the number of before is the same counter. Any other row
 * that is gone stays, `retired`, as long as something open names it. The counter of somebody who may no longer work at
 * one is closed: its customer goes back to the old place in the queue. Pure; `now` is epoch ms.
 */
export function leadOver(filed: HallConfig, view: HallView, now: number): LedOver {
  const before = view.config
  const movedCounters = before ? counterMoves(filed, before, view) : {}
  const used = inUse(view, now, undoMsOf(filed))
  const closing = [...used.counters].filter((id) => {
    const duty = view.counters[id]?.duty
    const isKnown = byId(filed.counters, id) ?? byId(before?.counters, id)
    return !isKnown || (duty && duty.status !== 'closed' && !mayServe(filed, duty.staffId))
  })
  const counters = [...used.counters].filter(
    (id) => !Object.hasOwn(movedCounters, id) && !closing.includes(id),
  )
  return {
    config: withRetired(filed, before, { ...used, counters: new Set(counters) }, movedCounters),
    movedCounters,
    closing,
  }
}

/** The same counter under another id, known by its number: customers and signs go by that. */
function counterMoves(filed: HallConfig, before: HallConfig, view: HallView): Record<string, CounterId> {
  const moves: Record<string, CounterId> = {}
  const isTaken = (id: CounterId): boolean =>
    Object.values(moves).includes(id) || (view.counters[id]?.duty.status ?? 'closed') !== 'closed'
  for (const { id, number } of [...before.counters].sort(retiredLast)) {
    if (byId(filed.counters, id)) continue
    const now = filed.counters.find((row) => row.number === number && !byId(before.counters, row.id))
    if (now && !isTaken(now.id)) moves[id] = now.id
  }
  return moves
}

function retiredLast(one: { retired?: true | undefined }, other: { retired?: true | undefined }): number {
  return Number(one.retired ?? false) - Number(other.retired ?? false)
}

function mayServe({ staff }: HallConfig, staffId: StaffId): boolean {
  const roles = byId(staff, staffId)?.roles ?? []
  return COUNTER_WORK.some((role) => roles.includes(role))
}
