import { expect, test } from 'vitest'
import { aConfig, aView, emptyState, idMaker, stateAfter } from '../../test/builders.ts'
import { papersDue } from './decide.ts'

const context = () => ({
  newId: idMaker(),
  stationId: 'K1',
  config: aConfig(),
  hasPrinter: true,
  now: 60_000,
})
const reprintOf = (attempt: number) =>
  aView(aConfig(), [{ id: 'ticket-0001', paper: { status: 'pending', attempt, since: 1 } }])

test('a reprint that staff decided on is printed once, however often it is heard of', () => {
  const facts = papersDue(emptyState(), reprintOf(2), context())
  expect(facts).toMatchObject([{ type: 'PrintStarted', ticketId: 'ticket-0001', attempt: 2 }])
  expect(papersDue(stateAfter(facts), reprintOf(2), context())).toEqual([])
  expect(papersDue(stateAfter(facts), reprintOf(3), context())).toMatchObject([{ attempt: 3 }])
})

test('a reprint never takes the place of the customer at the screen', () => {
  const [fact] = papersDue(emptyState(), reprintOf(2), context())
  expect(fact).not.toHaveProperty('touchId')
  expect(stateAfter(fact ? [fact] : []).session).toEqual({ step: 'idle' })
})

test('a reprint without a printer is reported, not started', () => {
  const facts = papersDue(emptyState(), reprintOf(2), { ...context(), hasPrinter: false })
  expect(facts).toMatchObject([
    { type: 'PrintEnded', attempt: 2, outcome: 'notPrinted' },
    { type: 'CommandQueued', command: { type: 'ticket.paper', attempt: 2, evidence: 'noPrinter' } },
  ])
})

test('a first paper that this machine knows nothing of is reported unknown, unless its answer may still come', () => {
  const view = reprintOf(1)
  expect(papersDue(emptyState(), view, context())).toMatchObject([
    { type: 'PrintEnded', outcome: 'unknown', evidence: 'noRecord' },
    { type: 'CommandQueued' },
  ])
  const command = {
    type: 'ticket.issue' as const,
    id: 'issue-0001' as never,
    serviceId: 'pay' as never,
    classId: 'normal' as never,
    language: 'zh' as const,
    senior: false,
    validUntil: 9,
  }
  const waiting = stateAfter([{ type: 'CommandQueued', command, touchId: 'touch-0001' }])
  expect(papersDue(waiting, view, context())).toEqual([])
})

test('papers of other stations, of ended tickets and of settled papers are let alone', () => {
  expect(papersDue(emptyState(), reprintOf(2), { ...context(), stationId: 'K2' })).toEqual([])
  const voided = reprintOf(2)
  voided.tickets['ticket-0001']!.state = { status: 'voided', at: 2 }
  expect(papersDue(emptyState(), voided, context())).toEqual([])
  const settled = aView(aConfig(), [{ id: 'ticket-0001', paper: { status: 'informed' } }])
  expect(papersDue(emptyState(), settled, context())).toEqual([])
})

test('a reprint says what is true now: its class, and who is before it while it waits', () => {
  const view = aView(aConfig(), [
    { id: 'ticket-0001' },
    {
      id: 'ticket-0002',
      classId: 'priority',
      ahead: 7,
      paper: { status: 'pending', attempt: 2, since: 1 },
    },
  ])
  const printed = () => papersDue(emptyState(), view, context())[0]
  expect(printed()).toMatchObject({ ticket: { number: 'A002', priority: { en: 'Priority' }, ahead: 0 } })
  view.tickets['ticket-0002']!.classId = 'normal' as never
  expect(printed()).not.toHaveProperty('ticket.priority')
  view.tickets['ticket-0002']!.state = { status: 'called', counterId: 'C1' as never, calledAt: 5, calls: 1 }
  expect(printed()).not.toHaveProperty('ticket.ahead')
})

test('a reprint says how long its ticket lasts by the hour at which it is made, while its customer waits', () => {
  const config = aConfig()
  const service = config.services[0]!
  service.openingHours = [{ days: ['thu', 'fri'], from: '00:00', to: '12:00' }]
  const view = aView(config, [{ id: 'ticket-0001', paper: { status: 'pending', attempt: 2, since: 1 } }])
  const printed = () => papersDue(emptyState(), view, { ...context(), config })[0]
  expect(printed()).toMatchObject({ ticket: { validToday: { until: '12:00' } } })
  view.clock = { offByMs: 1, since: 0, from: 1, timeUnknown: true }
  expect(printed()).not.toHaveProperty('ticket.validToday')
  view.clock = null
  view.tickets['ticket-0001']!.state = { status: 'called', counterId: 'C1' as never, calledAt: 5, calls: 1 }
  expect(printed()).not.toHaveProperty('ticket.validToday')
})
