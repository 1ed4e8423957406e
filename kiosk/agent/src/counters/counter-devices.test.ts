import { evolve } from '@service-hall/contract'
import type { Fact, HallView } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aConfig, aView } from '../../test/builders.ts'
import { barLines } from './bar-text.ts'
import { shineOf } from './counter-lights.ts'
import { shownAt } from './counter-text.ts'

const staffId = 'S1' as never
const counterId = 'C1' as never
const ticketId = 'ticket-0001' as never
const at = { counterId, by: 'staff:S1' }
const opened: Fact = { type: 'CounterOpened', ...at, staffId }
const called: Fact = { type: 'TicketCalled', ...at, staffId, ticketId }
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

test('a bar of the hall shows the last calls, in Chinese where it can, and never more than fit', () => {
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
