import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fact, TICKET_MOVES, directiveSubject, paymentSubject, isHeld } from '@service-hall/contract'
import type { FactEntry, Ticket } from '@service-hall/contract'
import { stateFold } from '../capabilities.ts'
import { aPureHall } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'
import { orderOf, steps } from '../../test/builders.ts'
import type { Step } from '../../test/builders.ts'

/** Shanghai has no summer time; in Berlin the random day begins an hour before the clocks change. */
const START = {
  'Asia/Shanghai': Date.parse('2026-01-05T10:00:00+08:00'),
  'Europe/Berlin': Date.parse('2026-03-29T01:00:00+01:00'),
}
const zone = fc.constantFrom(...(Object.keys(START) as (keyof typeof START)[]))

type Moment = {
  hall: PureHall
  step: Step
  /** Tickets and state as they were before the step. */
  before: PureHall['state']
  /** What happened in it. */
  happened: FactEntry[]
  refused: boolean
}

/** Runs random days and has `check` look at the hall after every step. */
function always(check: (moment: Moment) => void, numRuns = 80): void {
  fc.assert(
    fc.property(zone, steps, (timeZone, day) => {
      const hall = aPureHall({ timeZone, now: START[timeZone] })
      for (const step of day) {
        hall.now += step.waitMs
        const order = orderOf(hall, step)
        if (!order) continue
        const [before, length] = [structuredClone(hall.state), hall.entries.length]
        const refused = !hall.do(...order).ok
        check({ hall, step, before, happened: hall.entries.slice(length), refused })
      }
    }),
    { numRuns },
  )
}

function ticketsOf(hall: PureHall): Ticket[] {
  return Object.values(hall.state.view.tickets)
}

test('a counter never holds two customers, and a ticket is never at two counters', () => {
  always(({ hall }) => {
    const held = ticketsOf(hall).filter(isHeld)
    const byTicket = held.map(({ id, state }) => [id, 'counterId' in state ? state.counterId : null])
    const byCounter = Object.values(hall.state.view.counters).flatMap(({ id, holding }) =>
      holding ? [[holding, id]] : [],
    )
    expect(byCounter.sort()).toEqual(byTicket.sort())
    expect(new Set(byTicket.map(([, counterId]) => counterId)).size).toBe(held.length)
    for (const [, counterId] of byTicket) expect(hall.counter(counterId ?? '').duty.status).not.toBe('closed')
  })
})

test('no number is given twice on a day, and none is passed over but those that another day’s ticket has', () => {
  always(({ hall, happened }) => {
    if (!happened.some(({ fact }) => fact.type === 'TicketIssued')) return
    const counts = new Map<string, number[]>()
    const numbers = new Set<string>()
    const earlier: [string, number][] = []
    for (const { fact } of hall.entries) {
      if (fact.type !== 'TicketIssued') continue
      const key = `${fact.day} ${fact.groupId}`
      earlier.push([key, fact.count])
      counts.set(key, [...(counts.get(key) ?? []), fact.count])
      expect(numbers).not.toContain(`${fact.day} ${fact.number}`)
      numbers.add(`${fact.day} ${fact.number}`)
    }
    for (const [key, run] of counts) {
      const held = earlier.filter(([other]) => other !== key).map(([, count]) => count)
      const all = Array.from({ length: run.at(-1) ?? 0 }, (_, index) => index + 1)
      expect(all.filter((count) => !run.includes(count) && !held.includes(count))).toEqual([])
      expect(run).toEqual(run.toSorted((a, b) => a - b))
    }
  })
})

test('lanes hold exactly the waiting tickets, first come first', () => {
  always(({ hall }) => {
    const expected: Record<string, string[]> = {}
    for (const ticket of ticketsOf(hall).sort((a, b) => a.order - b.order)) {
      if (ticket.state.status !== 'waiting') continue
      const { target } = ticket.state
      ;(expected[`${target ? `@${target}` : ticket.serviceId}/${ticket.classId}`] ??= []).push(ticket.id)
    }
    expect(hall.state.view.lanes).toEqual(expected)
  })
})

test('nobody waits for a counter that is closed', () => {
  always(({ hall }) => {
    for (const { state } of ticketsOf(hall)) {
      if (state.status === 'waiting' && state.target)
        expect(hall.counter(state.target).duty.status).not.toBe('closed')
    }
  })
})

test('tickets move as the table says; only undo leads elsewhere, and only what a command names is moved', () => {
  always(({ hall, before, happened }) => {
    const types = new Set(happened.map(({ fact }) => fact.type))
    const named = new Set(
      happened.flatMap(({ fact }) => ('ticketId' in fact ? [fact.ticketId as string] : [])),
    )
    for (const ticket of ticketsOf(hall)) {
      const was = before.view.tickets[ticket.id]
      if (!was || JSON.stringify(was.state) === JSON.stringify(ticket.state)) continue
      if (!named.has(ticket.id)) expect(types.has('DayOpened') || types.has('CounterClosed')).toBe(true)
      if (was.state.status === ticket.state.status || types.has('ActionUndone') || types.has('DayOpened'))
        continue
      // A case that its staff left is no move of theirs: a manager ends it with the counter.
      if (types.has('CaseClosed') && isHeld(was)) continue
      expect(TICKET_MOVES[was.state.status]).toContain(ticket.state.status)
    }
  })
})

test('who a ticket is, and when its customer came, never changes', () => {
  always(({ hall, before }) => {
    for (const { id, number, day, arrivedAt, order, classId } of Object.values(before.view.tickets)) {
      const now = hall.state.view.tickets[id]
      if (now) expect(now).toMatchObject({ number, day, arrivedAt, order, classId })
    }
  })
})

test('what is refused changes nothing but the day', () => {
  always(({ hall, before, happened, refused }) => {
    if (refused && happened.length === 0) expect(hall.state).toEqual(before)
    if (refused) expect(happened.every(({ fact }) => fact.type === 'DayOpened')).toBe(true)
  })
})

test('undo brings back exactly the ticket and the counter of before', () => {
  fc.assert(
    fc.property(steps, (day) => {
      const hall = aPureHall()
      const remembered = new Map<string, { ticket: Ticket; holding: string | null }>()
      for (const step of day) {
        hall.now += step.waitMs
        const order = orderOf(hall, step)
        if (!order) continue
        const before = structuredClone(hall.state.view)
        const length = hall.entries.length
        hall.do(...order)
        for (const { fact } of hall.entries.slice(length)) {
          const counterId = 'counterId' in fact ? fact.counterId : null
          if (!counterId || !('ticketId' in fact)) continue
          const ticket = before.tickets[fact.ticketId]
          if (fact.type === 'ActionUndone') {
            const then = remembered.get(counterId)!
            const { serviceId, state } = hall.ticket(fact.ticketId)
            const isReleased =
              then.ticket.state.status === 'waiting' && state.status === 'waiting' && state.target === null
            expect({ serviceId, state: isReleased ? then.ticket.state : state }).toEqual({
              serviceId: then.ticket.serviceId,
              state: then.ticket.state,
            })
            expect(hall.counter(counterId)).toMatchObject({ holding: then.holding, undo: null })
          } else if (ticket && hall.counter(counterId).undo?.number === hall.entries[length]?.number) {
            remembered.set(counterId, { ticket, holding: before.counters[counterId]?.holding ?? null })
          }
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('folding the facts again, also from JSON, gives the live state', () => {
  fc.assert(
    fc.property(steps, (day) => {
      const hall = aPureHall()
      for (const step of day) {
        hall.now += step.waitMs
        const order = orderOf(hall, step)
        if (order) hall.do(...order)
      }
      const written = JSON.parse(JSON.stringify(hall.entries)) as FactEntry[]
      expect(written).toEqual(hall.entries)
      expect(
        written.reduce((state, entry) => stateFold.evolve(state, entry.fact, entry), stateFold.empty()),
      ).toEqual(hall.state)
      for (const { fact } of written) expect(Fact.parse(fact)).toEqual(fact)
    }),
    { numRuns: 100 },
  )
})

const DIRECTIVES = Object.values(directiveSubject.facts).map(({ type }) => type)
const PAYMENTS = Object.values(paymentSubject.facts).map(({ type }) => type)

/** What is not asked for: a refusal, what the clock of a running hall brings (`core/hall-time.ts`), what its region finds. */
const OF_TIME: readonly string[] = [
  'CommandRefused',
  'ServerAway',
  'ClockHeld',
  'ClockTrusted',
  'ClockSet',
  'DayResumed',
  'EpochBegan',
  // What the region asks for moves no ticket; `directive/directive.test.ts` plays it.
  ...DIRECTIVES,
  // Nor does money; `payment/model.test.ts` plays it.
  ...PAYMENTS,
  // Who stands at a kiosk moves no ticket either; `station/decide.test.ts` plays it.
  ...['KioskStayNoted', 'KioskStayEnded', 'TakingsCounted', 'TakingsSummed', 'UnknownPaymentsCounted'],
]

test('the random days are worth their name: every kind of action is accepted in some of them', () => {
  const accepted = new Set<string>()
  for (const day of fc.sample(steps, { numRuns: 1_600, seed: 1 })) {
    const hall = aPureHall()
    for (const step of day) {
      hall.now += step.waitMs
      const order = orderOf(hall, step)
      if (order && hall.do(...order).ok) accepted.add(order[1].type)
    }
    for (const { fact } of hall.entries) accepted.add(fact.type)
  }
  for (const option of Fact.options) {
    const type = option.shape.type.value
    if (!OF_TIME.includes(type)) expect([...accepted]).toContain(type)
  }
})
