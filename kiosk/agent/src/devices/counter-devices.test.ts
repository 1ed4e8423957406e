import { evolve } from '@service-hall/contract'
import type { Fact, HallView } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aConfig, aView } from '../../test/builders.ts'
import { barLines } from './bar-words.ts'
import { shineOf } from './counter-lights.ts'
import { shownAt } from './counter-words.ts'
import { invitationOf, padDuty } from './pad-duties.ts'

const staffId = 'S1' as never
const counterId = 'C1' as never
const pad = 'C1-pad' as never
const ticketId = 'ticket-0001' as never
const at = { counterId, by: 'staff:S1' }
const opened: Fact = { type: 'CounterOpened', ...at, staffId }
const called: Fact = { type: 'TicketCalled', ...at, staffId, ticketId }
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

const shownAfter = (...facts: Fact[]) => {
  const view = viewAfter(...facts)
  return shownAt(view, view.counters['C1'])
}

test('a counter’s display shows the number it called, else how the counter is', () => {
  expect(shownAfter()).toMatchObject({ state: 'closed' })
  expect(shownAfter(opened)).toMatchObject({ state: 'open' })
  expect(shownAfter(opened, called)).toEqual({ state: 'calling', ticketNumber: 'A001' })
  const paused: Fact = { type: 'CounterPaused', ...at, reasonId: 'break' as never }
  expect(shownAfter(opened, paused)).toMatchObject({ state: 'paused' })
  const undone: Fact = { type: 'ActionUndone', ...at, action: 'call', ticketId }
  expect(shownAfter(opened, called, undone)).toMatchObject({ state: 'open' })
})

test('a bar of the hall shows the last calls, in words where it can, and never more than fit', () => {
  expect(barLines(viewAfter(opened), 2)).toEqual({ chinese: ['欢迎光临'], plain: ['WELCOME'] })
  const view = viewAfter(opened, called)
  expect(barLines(view, 2)).toEqual({ chinese: ['A001 请到 1 号窗口'], plain: ['A001 > 1'] })
  const [call] = view.calls
  view.calls = Array.from({ length: 5 }, (_, index) => ({ ...call!, ticketNumber: `A00${index}` }))
  expect(barLines(view, 2).plain).toEqual(['A000 > 1', 'A001 > 1'])
})

test('the light of a counter is green while it is open, flashes at a call, and is red else', () => {
  const shine = (...facts: Fact[]) => {
    const view = viewAfter(...facts)
    return shineOf(view, view.counters['C1'])
  }
  expect(shine()).toEqual({ flash: 'continuous', colour: 'red' })
  expect(shine(opened)).toEqual({ flash: 'continuous', colour: 'green' })
  expect(shine(opened, called)).toEqual({ flash: 'mediumFlash', colour: 'green' })
})

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
