import { localTime } from '@service-hall/contract'
import type { BusinessDay, FactEntry, PaymentJournalLine, StationId } from '@service-hall/contract'
import type { HallOf } from '../../core/hall.ts'
import { isJournalFact, journalLine } from './lines.ts'

type Facts = Pick<HallOf, 'facts' | 'firstNumber' | 'committedNumber' | 'state' | 'config'>

const DAY_MS = 86_400_000

/**
 * Facts of payments of one kiosk and calendar day, in order. Orders are a kiosk's by their opening, which is looked for in
 * the hall's view, on that day and on the day before.
 */
export async function* kioskJournal(
  hall: Facts,
  stationId: StationId,
  day: BusinessDay,
): AsyncGenerator<PaymentJournalLine> {
  const { config } = hall
  if (!config) return
  const dayOf = ({ at }: FactEntry): string => localTime(at, config.hall.timeZone).day
  const boxes = new Set<string>(
    config.devices.filter(({ station }) => station === stationId).map(({ id }) => id),
  )
  const own = new Set<string>(
    Object.values(hall.state.view.payments)
      .filter((order) => order.stationId === stationId)
      .map(({ id }) => id),
  )
  const to = hall.committedNumber
  const from = await firstSince(hall, dayBefore(day), to, dayOf)
  if (from > to) return
  for await (const entry of hall.facts({ from, to })) {
    const { fact } = entry
    if (dayOf(entry) > day) return
    if (fact.type === 'PaymentOrderOpened' && fact.stationId === stationId) own.add(fact.orderId)
    if (dayOf(entry) < day || !isJournalFact(fact)) continue
    const isOwn =
      ('boxId' in fact && boxes.has(fact.boxId)) ||
      ('deviceId' in fact && boxes.has(fact.deviceId)) ||
      ('orderId' in fact && fact.orderId !== undefined && own.has(fact.orderId))
    if (isOwn) yield journalLine(entry, fact)
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10)
}

/** The first fact of a day or later, by halving: the hall's clock goes on from fact to fact. `to + 1`: there is none. */
async function firstSince(
  hall: Facts,
  day: string,
  to: number,
  dayOf: (entry: FactEntry) => string,
): Promise<number> {
  let low = await hall.firstNumber()
  let high = to + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const entry = await factAt(hall, middle)
    if (entry && dayOf(entry) >= day) high = middle
    else low = middle + 1
  }
  return low
}

async function factAt(hall: Facts, number: number): Promise<FactEntry | null> {
  for await (const entry of hall.facts({ from: number, to: number })) return entry
  return null
}
