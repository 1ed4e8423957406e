import { expect, test } from 'vitest'
import { emptyState, stateAfter } from '../../test/builders.ts'
import { commandOf, knownCommands, outbox, unknownCommands } from './state.ts'

const report = (id: string) => ({
  type: 'ticket.paper' as const,
  id: id as never,
  ticketId: 'ticket-0001' as never,
  attempt: 1,
  outcome: 'printed' as const,
  evidence: 'fence',
})
/** Of a later release: a command this one has no name for, and one that has grown a field. */
const unheardOf = { type: 'payment.confirm', id: 'payment-0001', fen: 1_200 }
const grown = { ...report('paper-0002'), batch: 7 }

test('commands of another release are kept whole and in their place, and only known ones are sent', () => {
  const queued = [unheardOf, report('paper-0001'), grown, 'of no shape at all']
  const state = { ...emptyState(), outbox: queued }
  expect(knownCommands(queued)).toEqual([report('paper-0001')])
  expect(unknownCommands(queued)).toEqual([
    { type: 'payment.confirm', id: 'payment-0001' },
    { type: 'ticket.paper', id: 'paper-0002' },
    { type: null, id: null },
  ])
  const answered = { type: 'CommandAnswered' as const, answer: { ok: true as const, upTo: 1, result: {} } }
  const after = stateAfter(
    [
      { type: 'CommandQueued', command: report('paper-0003') },
      { ...answered, commandId: 'paper-0001' },
    ],
    state,
  )
  expect(after.outbox).toEqual([unheardOf, grown, 'of no shape at all', report('paper-0003')])
})

test('a command is found by its id as the contract knows it', () => {
  expect(commandOf([unheardOf, report('paper-0001')], 'paper-0001')).toEqual(report('paper-0001'))
  expect(commandOf([unheardOf], 'payment-0001')).toBeUndefined()
})

test('an answer that another release recorded takes its command out of the queue, known or not', () => {
  const fact = {
    type: 'CommandAnswered' as const,
    commandId: 'payment-0001',
    answer: { ok: false as const, code: 'queue.empty' as const },
  }
  expect(stateAfter([fact], { ...emptyState(), outbox: [unheardOf] }).outbox).toEqual([])
})

test('a queue of another shape is kept for the release that knows it', () => {
  const whole = { outbox: { first: unheardOf }, papers: {} }
  expect(outbox.migrate(whole.outbox, whole)).toEqual([whole])
  expect(outbox.migrate(undefined, {})).toEqual([])
  expect(outbox.migrate(undefined, 'a state of no shape')).toEqual(['a state of no shape'])
  expect(outbox.migrate([unheardOf], { outbox: [unheardOf] })).toEqual([unheardOf])
})
