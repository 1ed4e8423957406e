import { expect, test } from 'vitest'
import type { DecidableCommand } from '@service-hall/contract'
import { MINUTE, SECOND, aPureHall, asManager, asStaff, command } from '../../../test/builders.ts'
import type { PureHall } from '../../../test/builders.ts'

const teller = asStaff('S1001')
const second = asStaff('S1002')
const undo = () => command('counter.undo', { counterId: 'C1' })
const here = { counterId: 'C1' }

function aStaffedCounter(): { hall: PureHall; ticketId: string } {
  const hall = aPureHall()
  hall.open('C1', 'C2')
  return { hall, ticketId: hall.issue() }
}

const [call, start, complete, noShow, park, transfer] = [
  () => command('ticket.call', here),
  () => command('ticket.start', here),
  () => command('ticket.complete', here),
  () => command('ticket.noShow', here),
  () => command('ticket.park', { ...here, reasonId: 'documents', minutes: 5 }),
  () => command('ticket.transfer', { ...here, to: { kind: 'service', serviceId: 'connect' } }),
] as const

test.each<[string, (() => DecidableCommand)[]]>([
  ['a call', [call]],
  ['a start', [call, start]],
  ['a completion', [call, start, complete]],
  ['a no-show', [call, noShow]],
  ['parking', [call, park]],
  ['a transfer', [call, start, transfer]],
])('%s is taken back as if it had not been', (_name, steps) => {
  const { hall, ticketId } = aStaffedCounter()
  hall.issue()
  for (const step of steps.slice(0, -1)) hall.must(teller, step())
  const before = structuredClone({
    ticket: hall.ticket(ticketId),
    holding: hall.counter('C1').holding,
    lanes: hall.state.view.lanes,
  })
  hall.must(teller, steps.at(-1)!())
  hall.must(teller, undo())
  expect({
    ticket: { ...hall.ticket(ticketId), revision: 0 },
    holding: hall.counter('C1').holding,
    lanes: hall.state.view.lanes,
  }).toEqual({
    ...before,
    ticket: { ...before.ticket, revision: 0 },
  })
})

test('a call taken back goes from the display', () => {
  const { hall } = aStaffedCounter()
  hall.must(teller, call())
  hall.must(teller, undo())
  expect(hall.state.view.calls).toEqual([])
})

test('there is one undo: nothing before it, nothing twice', () => {
  const { hall } = aStaffedCounter()
  expect(hall.refusal(teller, undo())).toBe('undo.nothing')
  hall.must(teller, call())
  hall.must(teller, start())
  expect(hall.refusal(teller, undo())).toBe(null)
  expect(hall.refusal(teller, undo())).toBe('undo.nothing')
})

test('after the undo time it is too late', () => {
  const { hall } = aStaffedCounter()
  hall.must(teller, call())
  hall.now += 30 * SECOND
  expect(hall.refusal(teller, undo())).toBe(null)
  hall.must(teller, call())
  hall.now += 30 * SECOND + 1
  expect(hall.refusal(teller, undo())).toBe('undo.tooLate')
})

test('what another counter has built on cannot be taken back', () => {
  const { hall, ticketId } = aStaffedCounter()
  hall.must(teller, call())
  hall.must(teller, noShow())
  hall.must(second, command('ticket.callChosen', { counterId: 'C2', ticketId }))
  expect(hall.refusal(teller, undo())).toBe('undo.movedOn')
})

test('only who sits at the counter takes back', () => {
  const { hall } = aStaffedCounter()
  hall.must(teller, call())
  expect(hall.refusal(second, undo())).toBe('counter.notYours')
  hall.must(teller, noShow())
  hall.must(teller, command('counter.pause', { ...here, reasonId: 'break' }))
  expect(hall.refusal(teller, undo())).toBe('counter.notOpen')
})

test('undoing a completion withdraws the invitation to rate', () => {
  const { hall } = aStaffedCounter()
  for (const step of [call, start, complete]) hall.must(teller, step())
  expect(hall.state.view.invitations['C1']?.result.status).toBe('open')
  hall.must(teller, undo())
  expect(hall.state.view.invitations['C1']?.result).toEqual({ status: 'lapsed', cause: 'undone' })
})

test('a parked ticket called by mistake is parked again and still comes back by itself', () => {
  const { hall, ticketId } = aStaffedCounter()
  hall.must(teller, call())
  hall.must(teller, park())
  const { state } = hall.ticket(ticketId)
  hall.must(teller, command('ticket.callChosen', { ...here, ticketId }))
  hall.must(teller, undo())
  expect(hall.ticket(ticketId).state).toEqual(state)
  hall.now += 5 * MINUTE
  expect(hall.due()).toEqual([expect.objectContaining({ type: 'ticket.unpark', ticketId })])
})

test('nobody is sent back to wait for a counter that has closed meanwhile', () => {
  const { hall, ticketId } = aStaffedCounter()
  hall.must(teller, call())
  hall.must(teller, command('ticket.transfer', { ...here, to: { kind: 'counter', counterId: 'C2' } }))
  hall.must(teller, command('ticket.callChosen', { ...here, ticketId }))
  hall.must(asManager(), command('counter.close', { counterId: 'C2' }))
  hall.must(teller, undo())
  expect(hall.ticket(ticketId).state).toEqual({ status: 'waiting', target: null })
})
