import { expect, test } from 'vitest'
import type { Invitation } from '@service-hall/contract'
import { SECOND, aPureHall, asDeviceHost, asKiosk, asStaff, command } from '../../test/builders.ts'
import type { HallFileOptions, PureHall } from '../../test/builders.ts'
import { RATING_GRACE_MS, nextSequence } from './state.ts'

const teller = asStaff('S1001')
const here = { counterId: 'C1' }

function serve(hall: PureHall): string {
  const ticketId = hall.issue()
  for (const type of ['ticket.call', 'ticket.start', 'ticket.complete'] as const)
    hall.must(teller, command(type, here))
  return ticketId
}
function invitationOf(hall: PureHall): Invitation {
  const invitation = hall.state.view.invitations['C1']
  if (!invitation) throw new Error('nobody was invited')
  return invitation
}
function aServedHall(options: HallFileOptions = {}) {
  const hall = aPureHall(options)
  hall.open('C1')
  const ticketId = serve(hall)
  return { hall, ticketId, invitation: invitationOf(hall) }
}
function key(invitation: Invitation, level: 1 | 2 | 3 | 4 | 5 = 5) {
  const { id: invitationId, sequence, deviceId } = invitation
  return command('rating.give', { invitationId, sequence, deviceId, level })
}

test('completing a case invites its customer at the pad of the counter', () => {
  const { hall, ticketId, invitation } = aServedHall()
  expect(invitation).toMatchObject({
    ticketId,
    counterId: 'C1',
    staffId: 'S1001',
    deviceId: 'C1-pad',
    sequence: 1,
    until: hall.now + 20 * SECOND,
    result: { status: 'open' },
  })
})

test('a counter without a pad invites nobody', () => {
  const hall = aPureHall({ pads: false })
  hall.open('C1')
  serve(hall)
  expect(hall.state.view.invitations).toEqual({})
})

test('a key is bound to the ticket and closes the invitation', () => {
  const { hall, ticketId, invitation } = aServedHall()
  expect(hall.refusal(asDeviceHost(), key(invitation, 4))).toBe(null)
  expect(hall.ticket(ticketId).rating).toBe(4)
  expect(invitationOf(hall).result).toEqual({ status: 'given', level: 4, at: hall.now })
  expect(hall.refusal(asDeviceHost(), key(invitation, 1))).toBe('rating.closed')
})

test('a late key is never credited to the next customer', () => {
  const { hall, ticketId: first, invitation: old } = aServedHall()
  const next = serve(hall)
  expect(hall.refusal(asDeviceHost(), key(old))).toBe('rating.closed')
  const mixed = command('rating.give', {
    invitationId: invitationOf(hall).id,
    sequence: old.sequence,
    deviceId: 'C1-pad',
    level: 5,
  })
  expect(hall.refusal(asDeviceHost(), mixed)).toBe('rating.notHere')
  expect([hall.ticket(first).rating, hall.ticket(next).rating]).toEqual([null, null])
})

test('a pad speaks for itself only, and through its own station only', () => {
  const { hall, invitation } = aServedHall()
  expect(hall.refusal(asDeviceHost(), key({ ...invitation, deviceId: 'C2-pad' as never }))).toBe(
    'rating.notHere',
  )
  expect(hall.refusal(asKiosk(), key(invitation))).toBe('rating.notHere')
  const lapse = () => command('rating.lapse', { invitationId: invitation.id, cause: 'padUnavailable' })
  expect(hall.refusal(asKiosk(), lapse())).toBe('rating.notHere')
  expect(hall.refusal(asDeviceHost(), lapse())).toBe(null)
  expect(hall.refusal(asDeviceHost(), lapse())).toBe('rating.closed')
})

test('a key pressed in time counts a moment later still, then no more', () => {
  const { hall, invitation } = aServedHall()
  hall.now = invitation.until + RATING_GRACE_MS + 1
  expect(hall.refusal(asDeviceHost(), key(invitation))).toBe('rating.closed')
  hall.now = invitation.until + RATING_GRACE_MS
  expect(hall.refusal(asDeviceHost(), key(invitation))).toBe(null)
})

test('an invitation nobody answered ends by itself', () => {
  const { hall, invitation } = aServedHall()
  hall.now = invitation.until + RATING_GRACE_MS - 1
  expect(hall.due()).toEqual([])
  hall.now += 1
  for (const order of hall.due()) hall.must({ kind: 'system' }, order)
  expect(invitationOf(hall).result).toEqual({ status: 'lapsed', cause: 'timeout' })
  expect(hall.due()).toEqual([])
})

test("the next customer's invitation supersedes one still open", () => {
  const { hall, invitation } = aServedHall()
  serve(hall)
  const lapsed = hall.entries.flatMap(({ fact }) => (fact.type === 'RatingLapsed' ? [fact] : []))
  expect(lapsed).toMatchObject([{ invitationId: invitation.id, cause: 'superseded' }])
  expect(invitationOf(hall)).toMatchObject({ sequence: 2, result: { status: 'open' } })
})

test('sequences run from 1 to 65535 and round again, never 0', () => {
  const after = (sequence: number): number => nextSequence({ open: {}, sequences: { pad: sequence } }, 'pad')
  expect(nextSequence({ open: {}, sequences: {} }, 'pad')).toBe(1)
  expect([after(1), after(65_534), after(65_535)]).toEqual([2, 65_535, 1])
})
