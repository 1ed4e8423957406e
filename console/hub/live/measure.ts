import { localTime, lookUp } from '@service-hall/contract'
import type {
  BusinessDay,
  CounterId,
  Fact,
  FactKind,
  FactEntry,
  HallView,
  ServiceId,
  StaffId,
  TicketId,
} from '@service-hall/contract'
import { machineMeasures } from './machine.ts'
import type { MachineMemory } from './machine.ts'
import { noPast } from '../planned/plan-past.ts'

/** When a measure counts, by the hall's own day and clock. */
export type LocalMoment = {
  day: BusinessDay
  /** Of the day, by the clock on the wall: an hour that the change of clocks brings twice counts as one. */
  minute: number
}

/**
 * One thing that a fact adds to the figures of its hall: what, when, for which service, counter, member of staff and
 * machine, and how long it took where it took time, ms.
 */
export type Measure = LocalMoment & {
  kind: FactKind
  serviceId: ServiceId | null
  counterId: CounterId | null
  staffId: StaffId | null
  /** `device:P1` or `station:K1`; of a ticket, the kiosk that it was taken at. */
  machine: string | null
  /** `called`: from arrival to the first call; `served`: from call to end; `down`: in this hour. */
  ms?: number
  level?: number
  /** -1: taken back at the counter; what it had added is taken away where it was added. */
  times: 1 | -1
}

/** What of a hall's past its measures depend on besides its view. */
export type MeasureMemory = MachineMemory & {
  /** Tickets whose wait has been counted: who is called again, be it after a transfer, waited once. */
  waited: Set<TicketId>
  /** What a counter may still take back, by the number of the fact. */
  undoable: Map<number, Measure>
}

export const noMemory = (): MeasureMemory => ({
  ...{ waited: new Set(), undoable: new Map() },
  ...{ down: new Map(), restingDown: new Set(), calendars: new Map() },
  ...{ switchedOff: new Map(), past: noPast() },
})

/** Forgets what can no longer matter: tickets that are gone, actions that nobody can take back. */
export function clearMemory(memory: MeasureMemory, view: HallView): void {
  for (const ticketId of memory.waited) if (!lookUp(view.tickets, ticketId)) memory.waited.delete(ticketId)
  const kept = new Set(Object.values(view.counters).map(({ undo }) => undo?.number))
  for (const number of memory.undoable.keys()) if (!kept.has(number)) memory.undoable.delete(number)
}

type Found = Omit<Measure, 'day' | 'minute' | 'times' | 'machine'> & { machine?: string | null }

/**
 * What a fact adds, by the hall's view as it was before it; notes in `memory` what later facts depend on. Nothing else
 * goes in: figures of any time are made again from facts.
 */
export function measuresOf(view: HallView, memory: MeasureMemory, entry: FactEntry): Measure[] {
  const measure = measureOf(view, memory, entry)
  const machines = machineMeasures(view, memory, entry)
  return measure ? [measure, ...machines] : machines
}

function measureOf(view: HallView, memory: MeasureMemory, entry: FactEntry): Measure | null {
  const { fact, number, at } = entry
  if (fact.type === 'ActionUndone') return takenBack(view, memory, fact)
  const found = foundIn(view, memory, fact, at)
  if (!found) return null
  const measure: Measure = { machine: null, ...found, ...momentOf(view, at), times: 1 }
  if (found.kind !== 'issued' && found.kind !== 'rated') memory.undoable.set(number, measure)
  return measure
}

/** Of the hall's own day: it begins with a fact, not with midnight. Until the first, the calendar says it. */
function momentOf({ day, config }: HallView, at: number): LocalMoment {
  const local = localTime(at, config?.hall.timeZone ?? 'UTC')
  const [hours = 0, minutes = 0] = local.time.split(':').map(Number)
  return { day: day ?? local.day, minute: hours * 60 + minutes }
}

function takenBack(
  view: HallView,
  memory: MeasureMemory,
  { counterId, ticketId }: Extract<Fact, { type: 'ActionUndone' }>,
): Measure | null {
  const point = lookUp(view.counters, counterId)?.undo
  const measure = point && memory.undoable.get(point.number)
  if (!measure) return null
  memory.undoable.delete(point.number)
  if (measure.kind === 'called') memory.waited.delete(ticketId)
  return { ...measure, times: -1 }
}

function foundIn(view: HallView, memory: MeasureMemory, fact: Fact, at: number): Found | null {
  switch (fact.type) {
    case 'TicketIssued':
      return {
        ...{ kind: 'issued', serviceId: fact.serviceId, counterId: null, staffId: null },
        machine: fact.by.startsWith('station:') ? fact.by : null,
      }
    case 'TicketCalled': {
      const ticket = lookUp(view.tickets, fact.ticketId)
      if (!ticket || memory.waited.has(ticket.id)) return null
      memory.waited.add(ticket.id)
      const { counterId, staffId } = fact
      const ms = Math.max(0, at - ticket.arrivedAt)
      return { kind: 'called', serviceId: ticket.serviceId, counterId, staffId, ms }
    }
    case 'ServiceCompleted': {
      const ticket = lookUp(view.tickets, fact.ticketId)
      if (ticket?.state.status !== 'serving') return null
      const { counterId, staffId } = fact
      const ms = Math.max(0, at - ticket.state.calledAt)
      return { kind: 'served', serviceId: ticket.serviceId, counterId, staffId, ms }
    }
    case 'TicketNoShow': {
      const { ticketId, counterId } = fact
      const duty = lookUp(view.counters, counterId)?.duty
      return {
        ...{ kind: 'noShow', serviceId: lookUp(view.tickets, ticketId)?.serviceId ?? null, counterId },
        staffId: duty === undefined || duty.status === 'closed' ? null : duty.staffId,
      }
    }
    case 'RatingGiven': {
      const { ticketId, counterId, staffId, level } = fact
      const serviceId = lookUp(view.tickets, ticketId)?.serviceId ?? null
      return { kind: 'rated', serviceId, counterId, staffId, level }
    }
    default:
      return null
  }
}
