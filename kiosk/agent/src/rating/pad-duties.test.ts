import { evolve } from '@service-hall/contract'
import type { Fact, HallView } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aConfig, aView } from '../../test/builders.ts'
import { invitationOf, padDuty } from './pad-duties.ts'

const staffId = 'S1' as never
const counterId = 'C1' as never
const pad = 'C1-pad' as never
const ticketId = 'ticket-0001' as never
const at = { counterId, by: 'staff:S1' }
const opened: Fact = { type: 'CounterOpened', ...at, staffId }
const invited: Fact = {
  type: 'RatingInvited',
  invitationId: 'invitation-0001' as never,
  ticketId,
  counterId,
  staffId,
  deviceId: pad,
  sequence: 7,
  until: 5_000,
}

function viewAfter(...facts: Fact[]): HallView {
  const view = aView(aConfig(), [{ id: ticketId, paper: { status: 'none' } }])
  for (const fact of facts) evolve(view, { number: view.number + 1, at: 100, fact })
  return view
}

test('a pad rests, welcomes, and invites only while the invitation is open', () => {
  const duty = (now: number, ...facts: Fact[]) => padDuty(viewAfter(...facts), pad, counterId, now)
  expect(duty(100)).toEqual({ kind: 'rest' })
  expect(duty(100, opened)).toEqual({ kind: 'welcome', staffId: 'S1' })
  expect(duty(100, opened, invited)).toMatchObject({ kind: 'invite', invitation: { sequence: 7 } })
  expect(duty(5_000, opened, invited)).toMatchObject({ kind: 'welcome' })
  const lapsed: Fact = { ...invited, type: 'RatingLapsed', cause: 'undone' }
  expect(duty(100, opened, invited, lapsed)).toMatchObject({ kind: 'welcome' })
})

test('a key belongs to the open invitation of its own sequence and pad, and to no other', () => {
  const view = viewAfter(opened, invited)
  expect(invitationOf(view, pad, counterId, 7)).toMatchObject({ id: 'invitation-0001' })
  expect(invitationOf(view, pad, counterId, 6)).toBeUndefined()
  expect(invitationOf(view, 'other-pad' as never, counterId, 7)).toBeUndefined()
  const given: Fact = { ...invited, type: 'RatingGiven', level: 5, by: 'station:D1' }
  expect(invitationOf(viewAfter(opened, invited, given), pad, counterId, 7)).toBeUndefined()
})
