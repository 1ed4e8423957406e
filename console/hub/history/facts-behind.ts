import { lookUp } from '@service-hall/contract'
import type { FactEntry, FactsQuery, FigureFact, HallId, HallView } from '@service-hall/contract'
import type { Store } from '../core/store.ts'
import type { Measure } from '../live/measure.ts'
import { daySpan } from '../rollup/days/store.ts'
import type { Replays } from './replays.ts'
import type { Breath } from './work.ts'

export type FactsFound = { facts: FigureFact[]; sum: number; next: number | null }

/**
 * The facts that a figure of one day of a hall is made of: the day is folded again by the code that makes the roll-ups,
 * so that they are the same facts, be they stamped or told on other days.
 */
export async function factsBehind(
  { store, replays }: { store: Store; replays: Replays },
  hallId: HallId,
  query: FactsQuery,
  breath: Breath,
): Promise<FactsFound | null> {
  const { facts, lineage } = await replays.facts(hallId)
  const span = await daySpan(store, hallId, query.day)
  if (!span) return { facts: [], sum: 0, next: null }
  const hall = await replays.own(hallId, span.first - 1, breath)
  if (!hall) return null
  const found: FigureFact[] = []
  let sum = 0
  const heard = (measure: Measure, entry: FactEntry): void => {
    if (!isOf(query, measure)) return
    sum += measure.times
    if (entry.number > query.after && found.length <= query.limit)
      found.push(shown(measure, entry, hall.view))
  }
  await replays.foldOn(hall, facts, { upTo: span.last, lineage, heard }, breath)
  // The day may have gone on since the roll-ups were made.
  while (hall.view.day === query.day) {
    const { number } = hall.position
    await replays.foldOn(hall, facts, { upTo: number + 500, lineage, heard }, breath)
    if (hall.position.number === number) break
  }
  const page = wholeFacts(found, query.limit)
  return { facts: page, sum, next: page.length < found.length ? (page.at(-1)?.number ?? null) : null }
}

/** At most so many, but never a part of what one fact added: the next page begins behind a fact. */
function wholeFacts(found: readonly FigureFact[], limit: number): FigureFact[] {
  if (found.length <= limit) return [...found]
  const cut = found[limit]?.number
  const whole = found.slice(0, limit).filter(({ number }) => number !== cut)
  return whole.length > 0 ? whole : found.filter(({ number }) => number === cut)
}

function isOf(query: FactsQuery, measure: Measure): boolean {
  const { day, minute, kind, level = 0, machine } = measure
  return (
    day === query.day &&
    minute >= query.from &&
    minute <= query.to &&
    query.kinds.includes(kind) &&
    isSame(query.service, measure.serviceId) &&
    isSame(query.counter, measure.counterId) &&
    isSame(query.staff, measure.staffId) &&
    isSame(query.machine, machine) &&
    (!query.selfIssued || machine !== null) &&
    (!query.satisfied || level >= 4)
  )
}

const isSame = (asked: string | undefined, has: string | null): boolean =>
  asked === undefined || asked === (has ?? '')

function shown(measure: Measure, { number, at, fact }: FactEntry, view: HallView): FigureFact {
  const ticketId = 'ticketId' in fact ? fact.ticketId : null
  const issued = fact.type === 'TicketIssued' ? fact.number : null
  return {
    ...{ number, at, minute: measure.minute, kind: measure.kind, times: measure.times },
    ms: measure.ms ?? null,
    level: measure.level ?? null,
    ticket: issued ?? (ticketId === null ? null : (lookUp(view.tickets, ticketId)?.number ?? null)),
    ...{ service: measure.serviceId, counter: measure.counterId, staff: measure.staffId },
    machine: measure.machine,
  }
}
