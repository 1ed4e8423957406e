import { expect, test } from 'vitest'
import { needsPaperDecision, PAPER_OVERDUE_MS, TICKET_MOVES } from './ticket.ts'
import type { Ticket, TicketPaper, TicketState, TicketStatus } from './ticket.ts'

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

const withPaper = (paper: TicketPaper, state: TicketState = { status: 'waiting', target: null }): Ticket =>
  ({ paper, state }) as Ticket
const SINCE = 1_000_000

test('a paper that its kiosk never reports is for staff to settle once it is overdue', () => {
  const pending = withPaper({ status: 'pending', attempt: 1, since: SINCE })
  expect(needsPaperDecision(pending, SINCE + PAPER_OVERDUE_MS)).toBe(false)
  expect(needsPaperDecision(pending, SINCE + PAPER_OVERDUE_MS + 1)).toBe(true)
})

test('a paper that did not come out, or may not have, is for staff to settle at once', () => {
  for (const status of ['notPrinted', 'unknown'] as const)
    expect(needsPaperDecision(withPaper({ status, attempt: 1, evidence: 'paperOut' }), SINCE)).toBe(true)
})

test('a paper that is settled, or of a ticket that has ended, is not', () => {
  const late = SINCE + 10 * PAPER_OVERDUE_MS
  for (const status of ['none', 'informed', 'void'] as const)
    expect(needsPaperDecision(withPaper({ status }), late)).toBe(false)
  expect(needsPaperDecision(withPaper({ status: 'printed', attempt: 1, evidence: 'processId' }), late)).toBe(
    false,
  )
  const closed = withPaper({ status: 'pending', attempt: 1, since: SINCE }, { status: 'closed', at: late })
  expect(needsPaperDecision(closed, late)).toBe(false)
})
