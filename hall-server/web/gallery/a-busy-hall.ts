import { HallFile, publicConfig } from '@service-hall/contract'
import type { CounterId, DeviceState, Fact, HallConfig, TicketId } from '@service-hall/contract'
import { aHall } from '@service-hall/ui/testing'
import type { TestHall } from '@service-hall/ui/testing'
import { parse } from 'yaml'
import demoFile from '../../config/demo-hall.yaml?raw'

/** Half past nine on a Monday in the hall. */
const MORNING = Date.parse('2026-01-05T09:30:00+08:00')

const file = HallFile.parse(parse(demoFile))
/** The demo hall, without what only its server may know. */
export const demoHall: HallConfig = publicConfig(file)
/** Display names of its people, by staff id. */
export const demoNames: Record<string, string> = Object.fromEntries(
  file.staff.map(({ id, name }) => [id, name]),
)

/** The demo hall in the morning, before anybody came. */
export function anEmptyHall(config: HallConfig = demoHall): TestHall {
  return aHall({ startAt: MORNING, config })
}

/** Who has which counter of the demo hall. */
const STAFF_AT = { C1: 'S1001', C2: 'S1002', C3: 'S1003' } as const

/** The demo hall with these counters open. */
export function anOpenHall(...counters: (keyof typeof STAFF_AT)[]): TestHall {
  const hall = anEmptyHall()
  for (const counter of counters) hall.open(counter, STAFF_AT[counter])
  hall.pass(60)
  return hall
}

const ARRIVALS = [
  ['pay', 'normal'],
  ['newConnection', 'normal'],
  ['meterCard', 'priority'],
  ['inquiry', 'normal'],
  ['pay', 'senior'],
  ['change', 'vip'],
  ['invoice', 'normal'],
] as const

/** So many customers came, a while apart; the ids of their tickets, in that order. */
export function arrive(hall: TestHall, count: number, secondsApart = 47): TicketId[] {
  return Array.from({ length: count }, (_, index) => {
    const [service, priority] = ARRIVALS[index % ARRIVALS.length] ?? ARRIVALS[0]
    const id = hall.issue(service, priority)
    hall.pass(secondsApart)
    return id
  })
}

/** One customer of a counter from call to end, and what they said about it. */
export function serve(
  hall: TestHall,
  id: TicketId,
  counter: string,
  minutes: number,
  level?: 1 | 2 | 3 | 4 | 5,
) {
  hall.call(id, counter)
  hall.pass(40)
  hall.start(id, counter)
  hall.pass(minutes * 60)
  hall.complete(id, counter)
  if (level === undefined) return
  hall.invite(id, counter)
  hall.pass(6)
  hall.rate(id, level, counter)
}

/** Counter 1 as its member of staff found it after an hour: customers waiting, parked and missed. */
export function aBusyHall(): TestHall {
  const hall = anOpenHall('C1', 'C2', 'C3')
  const early = arrive(hall, 7)
  const [first, second, third, , fifth] = early as [TicketId, TicketId, TicketId, TicketId, TicketId]
  serve(hall, first, 'C1', 4, 5)
  serve(hall, second, 'C3', 14, 4)
  hall.call(third, 'C1')
  hall.pass(50)
  hall.noShow(third, 'C1')
  hall.call(fifth, 'C2')
  hall.pass(30)
  hall.start(fifth, 'C2')
  hall.pass(90)
  hall.park(fifth, 10, 'C2')
  arrive(hall, 12, 31)
  return hall
}

/** A hall of so many counters, all alike, with every one of them open. */
export function aHallOfCounters(count: number): TestHall {
  const [model] = demoHall.counters
  if (!model) throw new Error('the demo hall has no counter')
  const counters = Array.from({ length: count }, (_, index) => ({
    ...model,
    id: `C${index + 1}` as CounterId,
    number: `${index + 1}`,
    skills: demoHall.services.map(({ id }) => id),
  }))
  const hall = anEmptyHall({ ...demoHall, counters })
  for (const { id } of counters) hall.open(id, 'S1001')
  hall.pass(60)
  return hall
}

/** A kiosk gave this ticket, and says this of its paper. */
export function issuePrinted(hall: TestHall, service: string, outcome: 'notPrinted' | 'unknown' | 'printed') {
  const ticketId = hall.issue(service, 'normal', 'K1')
  hall.pass(4)
  tell(hall, { type: 'TicketPaperReported', ticketId, attempt: 1, outcome, evidence: 'gallery' })
  return ticketId
}

/** Devices and stations say how they are. */
export function report(hall: TestHall, devices: Readonly<Record<string, DeviceState>>): void {
  for (const [deviceId, state] of Object.entries(devices))
    tell(hall, { type: 'DeviceStateChanged', deviceId, state })
}

/** Something happened that `aHall` has no name for. */
export function tell(hall: TestHall, fact: Record<string, unknown> & { type: Fact['type'] }): void {
  hall.happen({ by: 'system', ...fact } as unknown as Fact)
}
