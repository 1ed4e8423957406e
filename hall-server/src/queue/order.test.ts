import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priorityPoints } from '@service-hall/contract'
import type { PriorityClass, Ticket } from '@service-hall/contract'
import { MINUTE, SECOND, aPureHall, asStaff, command, randomFrom } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'
import { nextFor } from './order.ts'

const teller = asStaff('S1002')

function classOf(hall: PureHall, ticket: Ticket): PriorityClass {
  return hall.config.priorityClasses.find((row) => row.id === ticket.classId)!
}
function pointsOf(hall: PureHall, ticket: Ticket): number {
  return priorityPoints(ticket, classOf(hall, ticket), hall.now)
}
function waitingOf(hall: PureHall): Ticket[] {
  return Object.values(hall.state.view.tickets).filter(({ state }) => state.status === 'waiting')
}
function callAt(hall: PureHall): Ticket {
  hall.must(teller, command('ticket.call', { counterId: 'C2' }))
  return hall.ticket(hall.counter('C2').holding ?? '')
}
function finish(hall: PureHall): void {
  hall.must(teller, command('ticket.noShow', { counterId: 'C2' }))
}

/** Arrivals: seconds since the one before, class, service. */
const arrivals = fc.array(
  fc.record({
    afterS: fc.integer({ min: 0, max: 300 }),
    classId: fc.constantFrom('normal', 'normal', 'normal', 'priority', 'vip'),
    serviceId: fc.constantFrom('pay', 'connect', 'ask'),
  }),
  { minLength: 2, maxLength: 25 },
)

/** Everybody comes, then C2 calls one after the other, a service time apart; `check` looks at each call. */
function callAll(check: (hall: PureHall, called: Ticket, waiting: Ticket[]) => void): void {
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 0, max: 600 }), (people, serviceS) => {
      const hall = aPureHall()
      hall.open('C2')
      for (const { afterS, classId, serviceId } of people) {
        hall.now += afterS * SECOND
        hall.issue({ classId: classId === 'vip' ? 'priority' : classId, serviceId })
      }
      for (let left = people.length; left > 0; left -= 1) {
        hall.now += serviceS * SECOND
        const waiting = waitingOf(hall)
        check(hall, callAt(hall), waiting)
        finish(hall)
      }
    }),
    { numRuns: 100 },
  )
}

test('whoever has the most points of all is called, equal points go by arrival', () => {
  callAll((hall, called, waiting) => {
    const [best] = waiting.sort((a, b) => pointsOf(hall, b) - pointsOf(hall, a) || a.order - b.order)
    expect(called.id).toBe(best!.id)
  })
})

test('within a class nobody passes anybody', () => {
  callAll((_hall, called, waiting) => {
    const earlier = waiting.filter(({ classId, order }) => classId === called.classId && order < called.order)
    expect(earlier).toEqual([])
  })
})

test("a priority customer passes an ordinary one only after 1/weight of that one's wait, less the head start", () => {
  callAll((hall, called, waiting) => {
    const { weight, headStartSeconds } = classOf(hall, called)
    for (const passed of waiting.filter(
      ({ classId, order }) => classId === 'normal' && order < called.order,
    )) {
      const [own, other] = [called, passed].map(({ arrivedAt }) => (hall.now - arrivedAt) / SECOND)
      expect(own!).toBeGreaterThanOrEqual(other! / weight - headStartSeconds)
    }
  })
})

test('a counter with customers it can serve is never left without one', () => {
  callAll((_hall, called) => expect(called.state.status).toBe('called'))
})

test('points are weight times seconds waited and head start; a clock set back counts as no wait', () => {
  const hall = aPureHall()
  const ticket = hall.ticket(hall.issue({ classId: 'priority' }))
  hall.now += 10 * SECOND
  expect(pointsOf(hall, ticket)).toBe(3 * (10 + 60))
  hall.now -= MINUTE
  expect(pointsOf(hall, ticket)).toBe(3 * 60)
})

test('an ordinary customer is served though priority customers never stop coming', () => {
  const hall = aPureHall()
  hall.open('C2')
  const ordinary = hall.issue()
  for (let minute = 1; minute <= 10; minute += 1) {
    hall.issue({ classId: 'priority' })
    if (callAt(hall).id === ordinary) {
      expect(minute).toBeLessThanOrEqual(5)
      return
    }
    finish(hall)
    hall.now += MINUTE
  }
  expect.unreachable('starved')
})

test('a class that is no longer configured is served last, but served', () => {
  const hall = aPureHall()
  const ticket = hall.ticket(hall.issue({ classId: 'priority' }))
  const config = { ...hall.config, priorityClasses: hall.config.priorityClasses.slice(0, 1) }
  const [, counter] = config.counters
  expect(nextFor(hall.state.view, counter!, config, hall.now)?.id).toBe(ticket.id)
  hall.now += SECOND
  const ordinary = hall.issue()
  hall.now += SECOND
  expect(nextFor(hall.state.view, counter!, config, hall.now)?.id).toBe(ordinary)
})

test('under steady load ordinary customers wait just under the weight as long as priority customers, whatever their share', () => {
  for (const share of [0.2, 0.4]) {
    const ratio = waitRatio(share)
    expect(ratio, `share ${share}`).toBeGreaterThan(0.85 * 3)
    expect(ratio, `share ${share}`).toBeLessThanOrEqual(3.05)
  }
})

/** Mean wait of ordinary over that of priority customers (weight 3, no head start) in a busy hall that never empties. */
function waitRatio(share: number): number {
  const random = randomFrom(share * 100)
  const hall = aPureHall({
    priorityClasses: [
      { id: 'normal', name: { zh: '普', en: 'n' }, weight: 1 },
      { id: 'priority', name: { zh: '优', en: 'p' }, weight: 3, kioskChoice: true },
    ],
  })
  hall.open('C2')
  const waits: Record<string, number[]> = { normal: [], priority: [] }
  const arrive = (): string => hall.issue({ classId: random() < share ? 'priority' : 'normal' })
  for (let n = 0; n < 40; n += 1) arrive()
  for (let n = 0; n < 1500; n += 1) {
    hall.now += 20 * SECOND
    arrive()
    const called = callAt(hall)
    if (n > 300) waits[called.classId]?.push(hall.now - called.arrivedAt)
    finish(hall)
    hall.must(
      asStaff('S2001', 'lobbyManager'),
      command('ticket.void', { ticketId: called.id, reasonId: 'left' }),
    )
  }
  const mean = (list: number[] = []): number => list.reduce((sum, wait) => sum + wait, 0) / list.length
  return mean(waits['normal']) / mean(waits['priority'])
}
