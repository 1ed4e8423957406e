import { lookUp } from '@service-hall/contract'
import type { Read } from './reading.ts'

const MINUTE_MS = 60_000

/**
 * How long a counter has been open and called nobody while somebody waits whom it serves, ms: open, but nobody is there. By
 * this node's steady clock, since anything at the counter last changed.
 */
export const counterIdle: Read = ({ view, config, waiting, now, still }) => {
  return config.counters.map(({ id, skills }) => {
    const { duty, holding, undo } = lookUp(view.counters, id) ?? {
      duty: { status: 'closed' as const },
      holding: null,
      undo: null,
    }
    const isFree = duty.status === 'open' && holding === null
    const hasWork =
      isFree &&
      waiting.some(
        ({ serviceId, state }) =>
          skills.includes(serviceId) &&
          state.status === 'waiting' &&
          (state.target === null || state.target === id),
      )
    if (!hasWork || duty.status !== 'open') {
      still.delete(id)
      return { kind: 'counterIdle', subject: id, value: 0 }
    }
    const mark = `${duty.since} ${undo?.number ?? ''}`
    const known = still.get(id)
    const since = known?.mark === mark ? known.since : now
    still.set(id, { mark, since })
    return { kind: 'counterIdle', subject: id, value: now - since }
  })
}

/** How long the service of a counter's customer takes, as a share of the service's limit (办理时限). */
export const handlingOverLimit: Read = ({ view, config, hallNow }) =>
  config.counters.map(({ id }) => {
    const holding = lookUp(view.counters, id)?.holding ?? null
    const ticket = holding === null ? undefined : lookUp(view.tickets, holding)
    const limit = config.services.find((service) => service.id === ticket?.serviceId)?.limitMinutes
    const value =
      ticket?.state.status === 'serving' && limit !== undefined
        ? Math.max(0, hallNow - ticket.state.startedAt) / (limit * MINUTE_MS)
        : 0
    return { kind: 'handlingOverLimit', subject: id, value }
  })
