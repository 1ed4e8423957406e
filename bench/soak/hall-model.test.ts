import type { Fact } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { HallModel } from './hall-model.ts'

const issued = (ticketId: string, count: number) => ({
  type: 'TicketIssued',
  ticketId,
  count,
  day: '2026-01-05',
  groupId: 'bills',
  number: `A${count}`,
})
const at = (type: string, ticketId: string, counterId: string) => ({ type, ticketId, counterId })

/** A model that has seen these facts; only what the model looks at is in them. */
function after(...facts: object[]): HallModel {
  const model = new HallModel()
  facts.forEach((fact, index) => model.fold({ number: index + 1, at: 0, fact: fact as Fact }))
  return model
}

test('an ordinary visit is nothing to complain of', () => {
  const model = after(
    issued('t1', 1),
    at('TicketCalled', 't1', 'C1'),
    at('TicketRecalled', 't1', 'C1'),
    at('ServiceStarted', 't1', 'C1'),
    at('ServiceCompleted', 't1', 'C1'),
  )
  expect([model.doubled, model.gaps, model.numbersDoubled]).toEqual([[], [], []])
  expect(model.standingOf('t1')).toBe('ended')
})

test('a ticket called to two counters is doubled', () => {
  const calls = [at('TicketCalled', 't1', 'C1'), at('TicketCalled', 't1', 'C2')]
  expect(after(issued('t1', 1), ...calls).doubled).toHaveLength(1)
})

test('a counter that calls a second customer is doubled', () => {
  const calls = [at('TicketCalled', 't1', 'C1'), at('TicketCalled', 't2', 'C1')]
  expect(after(issued('t1', 1), issued('t2', 2), ...calls).doubled).toHaveLength(1)
})

test('a call that was undone, also after a recall, may be made again', () => {
  const model = after(
    issued('t1', 1),
    at('TicketCalled', 't1', 'C1'),
    at('TicketRecalled', 't1', 'C1'),
    { ...at('ActionUndone', 't1', 'C1'), action: 'call' },
    at('TicketCalled', 't1', 'C2'),
  )
  expect(model.doubled).toEqual([])
})

test('a no-show may be called again once it is back', () => {
  const missed = [issued('t1', 1), at('TicketCalled', 't1', 'C1'), at('TicketNoShow', 't1', 'C1')]
  const back = { type: 'TicketReactivated', ticketId: 't1' }
  expect(after(...missed, back, at('TicketCalled', 't1', 'C2')).doubled).toEqual([])
})

test('a number given twice and a number left out are seen', () => {
  expect(after(issued('t1', 1), issued('t2', 1)).numbersDoubled).toHaveLength(1)
  expect(after(issued('t1', 1), issued('t2', 3)).gaps).toHaveLength(1)
})
