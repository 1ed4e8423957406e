import { expect, test } from 'vitest'
import { TICKET_MOVES } from './ticket.ts'
import type { TicketStatus } from './ticket.ts'

const statuses = Object.keys(TICKET_MOVES) as TicketStatus[]
const ends = statuses.filter((status) => TICKET_MOVES[status].length === 0)

function reachableFrom(start: TicketStatus): Set<TicketStatus> {
  const reached = new Set<TicketStatus>([start])
  for (const status of reached) for (const next of TICKET_MOVES[status]) reached.add(next)
  return reached
}

test('every move leads to a state that exists', () => {
  for (const status of statuses) {
    for (const next of TICKET_MOVES[status]) expect(statuses, `${status} → ${next}`).toContain(next)
  }
})

test('completed, voided and closed are the ends', () => {
  expect(ends).toEqual(['completed', 'voided', 'closed'])
})

test('every state is reached from waiting', () => {
  expect(reachableFrom('waiting')).toEqual(new Set(statuses))
})

test('an end is in reach of every state', () => {
  for (const status of statuses) {
    expect(
      [...reachableFrom(status)].some((next) => ends.includes(next)),
      status,
    ).toBe(true)
  }
})

test('only a ticket that nobody serves can be voided or closed with the day', () => {
  for (const status of ['called', 'serving'] as const) {
    expect(TICKET_MOVES[status]).not.toContain('voided')
    expect(TICKET_MOVES[status]).not.toContain('closed')
  }
})
