import { emptyView } from '@service-hall/contract'
import type { BusinessDay, HallView, Ticket, TicketId, TicketState } from '@service-hall/contract'
import { aHallFile } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { ENDED_SHOWN_MS, dayEnd } from './day-end.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const at = (time: string): number => Date.parse(`2026-01-05T${time}:00+08:00`)

/** A hall whose services close at these times (the last one for all others), and so many people who wait for each. */
function aHall(ends: readonly string[], waiting: Record<string, number> = {}): HallView {
  const view = { ...emptyView(), day: '2026-01-05' as BusinessDay }
  view.config = aHallFile()
  view.config.services.forEach((service, index) => {
    service.openingHours = [{ days: [...DAYS], from: '08:00', to: ends[index] ?? ends.at(-1)! }]
  })
  for (const [id, count] of Object.entries(waiting))
    view.lanes[`${id}/normal`] = Array.from({ length: count }, (_, n) => `${id}-${n}` as TicketId)
  return view
}
function withClosed(day: string, over: Partial<Extract<TicketState, { status: 'closed' }>> = {}): HallView {
  const view = aHall(['17:00'])
  const state = { status: 'closed', at: at('00:00'), ...over } as const
  view.tickets['t1'] = { id: 't1', day, state } as unknown as Ticket
  return view
}

test('a hall that closed while people wait says so, and how many', () => {
  const view = aHall(['17:00'], { pay: 2, ask: 1 })
  expect(dayEnd(view, at('16:59'))).toBeNull()
  expect(dayEnd(view, at('17:00'))).toEqual({ is: 'closing', count: 3, services: null })
  expect(dayEnd(aHall(['17:00']), at('17:00'))).toBeNull()
})

test('a service that closed before the others is named', () => {
  const view = aHall(['12:00', '17:00'], { pay: 2, ask: 1 })
  expect(dayEnd(view, at('12:30'))).toEqual({
    is: 'closing',
    count: 2,
    services: [{ zh: 'pay（中）', en: 'pay' }],
  })
})

test('who waited when the day was over is told that the ticket has ended, for a while', () => {
  const view = withClosed('2026-01-04')
  expect(dayEnd(view, at('00:00'))).toEqual({ is: 'ended' })
  expect(dayEnd(view, at('00:00') + ENDED_SHOWN_MS)).toBeNull()
})

test('nothing is said of tickets that staff ended, or that may come back, nor while nobody knows the time', () => {
  expect(dayEnd(withClosed('2026-01-05'), at('00:00'))).toBeNull()
  expect(dayEnd(withClosed('2026-01-04', { counterId: 'C1' as never }), at('00:00'))).toBeNull()
  const was = { status: 'waiting', target: null } as const
  expect(dayEnd(withClosed('2026-01-04', { was }), at('00:00'))).toBeNull()
  const view = aHall(['17:00'], { pay: 2 })
  view.clock = { offByMs: 0, since: 0, from: 1, timeUnknown: true }
  expect(dayEnd(view, at('18:00'))).toBeNull()
})
