import type { Answer } from '@service-hall/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aConfig, aTicketAnswer, emptyState, idMaker, stateAfter } from '../../test/builders.ts'
import type { AgentFact, AgentState } from '../capabilities.ts'
import { answered as answeredWith } from '../outbox/decide.ts'
import { knownCommands } from '../outbox/state.ts'
import { printEnded, resumed } from '../paper/decide.ts'
import { cleared, deadlinePassed, leave, ticketAnswered, touch } from './decide.ts'
import type { AnswerContext } from './decide.ts'

const config = aConfig()
const HALL_NOW = 50_000

function intent(touchId: string) {
  return {
    type: 'issue' as const,
    touchId,
    serviceId: 'pay' as never,
    classId: 'normal' as never,
    language: 'zh' as const,
    senior: false,
  }
}

const context = (overrides: { hasPrinter?: boolean; isVoided?: boolean } = {}) => ({
  newId: idMaker(),
  config,
  hasPrinter: overrides.hasPrinter ?? true,
  isVoided: () => overrides.isVoided ?? false,
  knowsTime: true,
})

const answered = (state: AgentState, commandId: string, answer: Answer, context: AnswerContext) =>
  answeredWith(state.outbox, commandId, answer, (command) =>
    command.type === 'ticket.issue' ? ticketAnswered(state, command, answer, context) : [],
  )

function touched(touchId = 'touch-0001'): AgentState {
  const commandId = 'issue-0001' as never
  return stateAfter(touch(emptyState(), intent(touchId), { commandId, hallNow: HALL_NOW, config }))
}

function printing(): AgentState {
  const state = touched()
  return stateAfter(answered(state, 'issue-0001', aTicketAnswer(), context()), state)
}

describe('a touch', () => {
  test('queues one command that lapses with the hall’s patience', () => {
    const state = touched()
    expect(state.outbox).toMatchObject([{ type: 'ticket.issue', id: 'issue-0001', validUntil: 55_000 }])
    expect(state.session).toMatchObject({ step: 'issuing', touchId: 'touch-0001', serviceId: 'pay' })
  })

  test('is ignored while another is under way, whatever its id', () => {
    for (const state of [touched(), printing()]) {
      for (const touchId of ['touch-0001', 'touch-0002']) {
        expect(touch(state, intent(touchId), { commandId: 'x' as never, hallNow: HALL_NOW, config })).toEqual(
          [],
        )
      }
    }
  })

  test('is taken once, even when it comes again after the customer has left', () => {
    const done = stateAfter(cleared(printing()), printing())
    expect(touch(done, intent('touch-0001'), { commandId: 'x' as never, hallNow: HALL_NOW, config })).toEqual(
      [],
    )
    expect(
      touch(done, intent('touch-0002'), { commandId: 'x' as never, hallNow: HALL_NOW, config }),
    ).toHaveLength(1)
  })
})

describe('an answer', () => {
  test('with a ticket starts its print', () => {
    const state = printing()
    expect(state.session).toMatchObject({ step: 'printing', ticket: { number: 'A001', ahead: 2 } })
    expect(state.papers['ticket-A001']).toMatchObject({ attempt: 1, outcome: 'printing' })
    expect(state.outbox).toEqual([])
  })

  test('that refuses is shown with its code', () => {
    const state = touched()
    const facts = answered(state, 'issue-0001', { ok: false, code: 'service.closed' }, context())
    expect(stateAfter(facts, state).session).toEqual({
      step: 'refused',
      touchId: 'touch-0001',
      code: 'service.closed',
    })
  })

  test('without a printer puts the number on the screen and tells the hall', () => {
    const state = touched()
    const after = stateAfter(
      answered(state, 'issue-0001', aTicketAnswer(), context({ hasPrinter: false })),
      state,
    )
    expect(after.session).toMatchObject({ step: 'onScreen', paper: 'notPrinted', ticket: { number: 'A001' } })
    expect(after.outbox).toMatchObject([
      { type: 'ticket.paper', outcome: 'notPrinted', evidence: 'noPrinter' },
    ])
  })

  test('for a ticket voided meanwhile prints nothing', () => {
    const state = touched()
    const facts = answered(state, 'issue-0001', aTicketAnswer(), context({ isVoided: true }))
    expect(facts.map(({ type }) => type)).not.toContain('PrintStarted')
  })

  test('that comes when the touch has lapsed is not printed, and staff hear that nobody took it', () => {
    const waiting = touched()
    const lapsed = stateAfter(deadlinePassed(waiting, 'issue-0001'), waiting)
    expect(lapsed.session).toEqual({ step: 'noAnswer', touchId: 'touch-0001' })
    const after = stateAfter(answered(lapsed, 'issue-0001', aTicketAnswer(), context()), lapsed)
    expect(after.session.step).toBe('noAnswer')
    expect(after.outbox).toMatchObject([
      { type: 'ticket.paper', ticketId: 'ticket-A001', outcome: 'notPrinted', evidence: 'customerLeft' },
    ])
  })

  test('that comes late is not taken for the next customer’s', () => {
    const waiting = touched()
    const left = stateAfter(
      [...deadlinePassed(waiting, 'issue-0001'), { type: 'SessionEnded', cause: 'dismissed' }],
      waiting,
    )
    const commandId = 'issue-0002' as never
    const next = stateAfter(touch(left, intent('touch-0002'), { commandId, hallNow: HALL_NOW, config }), left)
    const after = stateAfter(answered(next, 'issue-0001', aTicketAnswer(), context()), next)
    expect(after.session).toMatchObject({ step: 'issuing', commandId: 'issue-0002' })
    expect(after.papers['ticket-A001']).toMatchObject({ outcome: 'notPrinted' })
  })

  test('to a command that was answered before changes nothing', () => {
    expect(answered(printing(), 'issue-0001', aTicketAnswer('A002'), context())).toEqual([])
  })
})

describe('a print', () => {
  test.each([
    ['printed', 'printed', undefined],
    ['notPrinted', 'onScreen', 'notPrinted'],
    ['unknown', 'onScreen', 'unknown'],
  ] as const)('that ends as %s is shown as %s and reported', (outcome, step, paper) => {
    const state = printing()
    const result = { ticketId: 'ticket-A001', attempt: 1, outcome, evidence: 'processId' }
    const after = stateAfter(printEnded(state, result, idMaker()), state)
    expect(after.session).toMatchObject(paper ? { step, paper } : { step })
    expect(after.outbox).toMatchObject([{ type: 'ticket.paper', attempt: 1, outcome }])
  })

  test('that ended once cannot end again', () => {
    const state = printing()
    const result = { ticketId: 'ticket-A001', attempt: 1, outcome: 'printed' as const, evidence: 'processId' }
    const after = stateAfter(printEnded(state, result, idMaker()), state)
    expect(printEnded(after, { ...result, outcome: 'unknown' }, idMaker())).toEqual([])
  })

  test('in whose midst the program ended is unknown, and shown so', () => {
    const state = printing()
    const after = stateAfter([{ type: 'AgentStarted' }, ...resumed(state, idMaker())], state)
    expect(after.session).toMatchObject({ step: 'onScreen', paper: 'unknown' })
    expect(after.outbox).toMatchObject([{ outcome: 'unknown', evidence: 'agentRestarted' }])
  })
})

test('a last page can be left; what is under way cannot', () => {
  expect(leave(touched(), 'dismissed')).toEqual([])
  expect(leave(printing(), 'idle')).toEqual([])
  expect(leave(emptyState(), 'dismissed')).toEqual([])
  const lapsed = stateAfter(deadlinePassed(touched(), 'issue-0001'), touched())
  expect(leave(lapsed, 'dismissed')).toEqual([{ type: 'SessionEnded', cause: 'dismissed' }])
})

// What may happen to a kiosk, in any order: every command is answered at last, every print ends at last.
type Step =
  | { do: 'touch'; touchId: number }
  | { do: 'answer'; which: number; kind: 'ticket' | 'refused' | 'doubled' }
  | { do: 'print'; outcome: 'printed' | 'notPrinted' | 'unknown' }
  | { do: 'deadline' | 'dismiss' | 'idle' | 'crash' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('touch' as const), touchId: fc.nat(6) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat(5),
      kind: fc.constantFrom('ticket' as const, 'refused' as const, 'doubled' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('print' as const),
      outcome: fc.constantFrom('printed' as const, 'notPrinted' as const, 'unknown' as const),
    }),
  },
  fc.record({
    do: fc.constantFrom('deadline' as const, 'dismiss' as const, 'idle' as const, 'crash' as const),
  }),
)

/** Plays steps on a kiosk and a hall that issues one ticket per command id. */
function play(steps: Step[]) {
  const newId = idMaker()
  const log: AgentFact[] = []
  const tickets = new Map<string, string>()
  let state = emptyState()
  const record = (facts: AgentFact[]): void => {
    log.push(...facts)
    state = stateAfter(facts, state)
  }
  const answerContext = { newId, config, hasPrinter: true, isVoided: () => false, knowsTime: true }
  const issue = (commandId: string): string => {
    const number = tickets.get(commandId) ?? `A${String(tickets.size + 1).padStart(3, '0')}`
    tickets.set(commandId, number)
    return number
  }
  for (const one of steps) {
    switch (one.do) {
      case 'touch': {
        const touchId = `touch-000${one.touchId}`
        record(touch(state, intent(touchId), { commandId: newId(), hallNow: HALL_NOW, config }))
        break
      }
      case 'answer': {
        const queued = knownCommands(state.outbox)
        const command = queued[one.which % Math.max(1, queued.length)]
        if (!command) break
        const ticket = command.type === 'ticket.issue' && one.kind !== 'refused'
        const answer = ticket
          ? aTicketAnswer(issue(command.id))
          : ({ ok: false, code: 'service.closed' } as const)
        record(answered(state, command.id, answer, answerContext))
        if (one.kind === 'doubled') record(answered(state, command.id, answer, answerContext))
        break
      }
      case 'print': {
        const open = Object.entries(state.papers).find(([, paper]) => paper.outcome === 'printing')
        const result = { attempt: open?.[1].attempt ?? 1, outcome: one.outcome, evidence: 'fence' }
        if (open) record(printEnded(state, { ticketId: open[0], ...result }, newId))
        break
      }
      case 'deadline':
        if (state.session.step === 'issuing') record(deadlinePassed(state, state.session.commandId))
        break
      case 'dismiss':
        record(leave(state, 'dismissed'))
        break
      case 'idle':
        record(leave(state, 'idle'))
        break
      case 'crash':
        // Memory is gone; what was recorded is folded anew.
        state = stateAfter(log)
        record([{ type: 'AgentStarted' }])
        record(resumed(state, newId))
    }
  }
  return { log, state, tickets }
}

const isPaper = (fact: AgentFact) => fact.type === 'CommandQueued' && fact.command.type === 'ticket.paper'

test('whatever happens, a touch makes one ticket at most and a ticket one paper at most', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { log, tickets } = play(steps)
      const touches = log.flatMap((fact) => (fact.type === 'CommandQueued' ? (fact.touchId ?? []) : []))
      expect(new Set(touches).size).toBe(touches.length)
      const prints = log.flatMap((fact) => (fact.type === 'PrintStarted' ? fact.ticketId : []))
      expect(new Set(prints).size).toBe(prints.length)
      expect(prints.length).toBeLessThanOrEqual(tickets.size)
    }),
    { numRuns: 400 },
  )
})

test('whatever happens, the hall hears once of the paper of every ticket, and “printed” only from the printer', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      // In the end the printer is done with all it has.
      const { log, tickets } = play([...steps, ...Array<Step>(12).fill({ do: 'print', outcome: 'unknown' })])
      expect(log.filter(isPaper)).toHaveLength(tickets.size)
      for (const fact of log) {
        if (fact.type !== 'PrintEnded' || fact.outcome !== 'printed') continue
        const began = log.findIndex((one) => one.type === 'PrintStarted' && one.ticketId === fact.ticketId)
        expect(began).toBeGreaterThanOrEqual(0)
        expect(began).toBeLessThan(log.indexOf(fact))
      }
    }),
    { numRuns: 400 },
  )
})

test('a restart finds the very state that was before it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { log, state } = play(steps)
      expect(stateAfter(log)).toEqual(state)
    }),
  )
})
