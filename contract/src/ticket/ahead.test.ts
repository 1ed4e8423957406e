import { expect, test } from 'vitest'
import { aHallFile } from '../../test/index.ts'
import { publicConfig } from '../config/hall-file.ts'
import type { ClassId, CounterId, ServiceId, StaffId, TicketId } from '../ids.ts'
import { emptyView } from '../view.ts'
import { peopleAhead } from './ahead.ts'
import { addTicket } from './lanes.ts'
import type { Ticket } from './ticket.ts'

const NOW = 1_000_000
const config = publicConfig(aHallFile())
const of = (serviceId: string, classId = 'normal', waitedMs = 0) => ({
  serviceId: serviceId as ServiceId,
  classId: classId as ClassId,
  arrivedAt: NOW - waitedMs,
})

/** A queue of these, in their order of arrival; C1 does pay and invoice, C2 everything, C3 connect and ask. */
function aQueue(waiting: ReturnType<typeof of>[], open: string[] = []) {
  const view = emptyView()
  waiting.forEach((one, index) =>
    addTicket(view, {
      ...one,
      id: `T${index}` as TicketId,
      order: index + 1,
      state: { status: 'waiting', target: null },
    } as Ticket),
  )
  for (const id of open)
    view.counters[id] = {
      id: id as CounterId,
      duty: { status: 'open', staffId: 'S1' as StaffId, since: 0 },
      holding: null,
      undo: null,
    }
  return view
}

test('customers of other services of the same counter are ahead too', () => {
  const view = aQueue([1, 2, 3, 4, 5].map((n) => of('pay', 'normal', (6 - n) * 1000)))
  expect(peopleAhead(view, config, of('invoice'), NOW)).toBe(5)
})

test('nobody is ahead whom another counter serves', () => {
  const view = aQueue([of('pay', 'normal', 5000), of('connect', 'normal', 4000)], ['C1', 'C3'])
  expect(peopleAhead(view, config, of('invoice'), NOW)).toBe(1)
  expect(peopleAhead(view, config, of('ask'), NOW)).toBe(1)
  // Nobody is at a counter that does it: whoever may come opens any of them.
  expect(
    peopleAhead(aQueue([of('pay', 'normal', 5000), of('connect', 'normal', 4000)]), config, of('ask'), NOW),
  ).toBe(2)
})

test('who has priority is before those who have waited less than its head start is worth, and they are not ahead', () => {
  const view = aQueue([of('pay', 'normal', 600_000), of('pay', 'normal', 60_000)])
  expect(peopleAhead(view, config, of('pay', 'priority'), NOW)).toBe(1)
  expect(peopleAhead(view, config, of('pay'), NOW)).toBe(2)
})

test('somebody who waits already has those before them, not themselves', () => {
  const waiting = [of('pay', 'normal', 3000), of('pay', 'normal', 2000), of('pay', 'normal', 1000)]
  const view = aQueue(waiting)
  expect(peopleAhead(view, config, { ...waiting[1]!, order: 2 }, NOW)).toBe(1)
})

test('who waits for one counter has those ahead whom that counter serves', () => {
  const view = aQueue([of('pay', 'normal', 3000), of('connect', 'normal', 2000)])
  expect(peopleAhead(view, config, { ...of('ask'), target: 'C3' as CounterId }, NOW)).toBe(1)
})
