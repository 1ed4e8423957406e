import { expect, test } from 'vitest'
import { aPureHall, asAdministrator, asManager, asStaff, command } from '../../../test/builders.ts'

const teller = asStaff('S1001')

test('a counter opens for the member of staff who takes it', () => {
  const hall = aPureHall()
  hall.must(teller, command('counter.open', { counterId: 'C1' }))
  expect(hall.counter('C1').duty).toMatchObject({ status: 'open', staffId: 'S1001' })
})

test('nobody sits at two counters, and no counter has two members of staff', () => {
  const hall = aPureHall()
  const open = (staffId: string, counterId: string) =>
    hall.refusal(asStaff(staffId), command('counter.open', { counterId }))
  expect(open('S1001', 'C1')).toBe(null)
  expect(open('S1001', 'C1')).toBe('counter.alreadyOpen')
  expect(open('S1001', 'C2')).toBe('counter.elsewhere')
  expect(open('S1002', 'C1')).toBe('counter.taken')
  expect(open('S1002', 'C9')).toBe('counter.unknown')
})

test('whoever only paused a counter still sits there', () => {
  const hall = aPureHall()
  hall.open('C1')
  hall.must(teller, command('counter.pause', { counterId: 'C1', reasonId: 'break' }))
  expect(hall.refusal(teller, command('counter.open', { counterId: 'C2' }))).toBe('counter.elsewhere')
  expect(hall.refusal(asStaff('S1002'), command('counter.open', { counterId: 'C1' }))).toBe('counter.taken')
})

test('a pause has a configured reason and no customer', () => {
  const hall = aPureHall()
  const pause = (reasonId = 'break', staff = teller, counterId = 'C1') =>
    hall.refusal(staff, command('counter.pause', { counterId, reasonId }))
  expect(pause()).toBe('counter.notOpen')
  hall.open('C1')
  expect(pause('none')).toBe('reason.unknown')
  expect(pause('break', asStaff('S1002'))).toBe('counter.notYours')
  expect(pause('break', teller, 'C9')).toBe('counter.unknown')
  hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  expect(pause()).toBe('counter.busy')
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  expect(pause()).toBe(null)
  expect(hall.counter('C1').duty).toMatchObject({ status: 'paused', reasonId: 'break' })
  expect(pause()).toBe('counter.notOpen')
})

test('only its own staff resume a paused counter', () => {
  const hall = aPureHall()
  const resume = (staff = teller, counterId = 'C1') =>
    hall.refusal(staff, command('counter.resume', { counterId }))
  hall.open('C1')
  expect(resume()).toBe('counter.notPaused')
  hall.must(teller, command('counter.pause', { counterId: 'C1', reasonId: 'break' }))
  expect(resume(asStaff('S1002'))).toBe('counter.notYours')
  expect(resume(teller, 'C9')).toBe('counter.unknown')
  expect(resume()).toBe(null)
  expect(hall.counter('C1').duty.status).toBe('open')
})

test('staff close their own counter when they have finished with their customer', () => {
  const hall = aPureHall()
  const close = (staff = teller, counterId = 'C1') =>
    hall.refusal(staff, command('counter.close', { counterId }))
  expect(close()).toBe('counter.notOpen')
  expect(close(teller, 'C9')).toBe('counter.unknown')
  hall.open('C1')
  hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  expect(close()).toBe('counter.busy')
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  expect(close(asStaff('S1002'))).toBe('counter.notYours')
  expect(close()).toBe(null)
  expect(hall.counter('C1').duty.status).toBe('closed')
})

test.each([asManager(), asAdministrator()])(
  'a manager closes the counter of someone who left: its customer goes back to the old place',
  (manager) => {
    const hall = aPureHall()
    hall.open('C1')
    const first = hall.issue()
    const second = hall.issue()
    hall.must(teller, command('ticket.call', { counterId: 'C1' }))
    hall.must(manager, command('counter.close', { counterId: 'C1' }))
    expect(hall.counter('C1')).toMatchObject({ duty: { status: 'closed' }, holding: null, undo: null })
    expect(hall.state.view.lanes['pay/normal']).toEqual([first, second])
  },
)

test('whoever waited for a counter only is free for all when it closes', () => {
  const hall = aPureHall()
  hall.open('C1', 'C2')
  const id = hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  hall.must(teller, command('ticket.transfer', { counterId: 'C1', to: { kind: 'counter', counterId: 'C2' } }))
  expect(hall.ticket(id).state).toEqual({ status: 'waiting', target: 'C2' })
  hall.must(asManager(), command('counter.close', { counterId: 'C2' }))
  expect(hall.ticket(id).state).toEqual({ status: 'waiting', target: null })
})

test('a manager who frees a counter may end the case instead, and then it says so', () => {
  const hall = aPureHall()
  hall.open('C1')
  const id = hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  hall.must(teller, command('ticket.start', { counterId: 'C1' }))
  const freed = command('counter.close', { counterId: 'C1', customer: 'closed' })
  expect(hall.refusal(teller, freed)).toBe('counter.busy')
  expect(hall.must(asManager(), freed).facts).toMatchObject([
    { type: 'CaseClosed', ticketId: id, counterId: 'C1', by: 'staff:S2001' },
    { type: 'CounterClosed', counterId: 'C1' },
  ])
  expect(hall.ticket(id).state).toEqual({ status: 'closed', at: hall.now, counterId: 'C1' })
  expect(hall.counter('C1')).toMatchObject({ duty: { status: 'closed' }, holding: null, undo: null })
  expect(hall.state.view.calls).toEqual([])
})

test('a manager frees a counter of their own that they left with a customer, from another terminal', () => {
  const hall = aPureHall()
  hall.must(asManager(), command('counter.open', { counterId: 'C2' }))
  hall.issue()
  hall.must(asManager(), command('ticket.call', { counterId: 'C2' }))
  expect(hall.refusal(asManager(), command('counter.close', { counterId: 'C2' }))).toBe('counter.busy')
  hall.must(asManager(), command('counter.close', { counterId: 'C2', customer: 'waiting' }))
  expect(Object.values(hall.state.view.lanes)).toHaveLength(1)
})
