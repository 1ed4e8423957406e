import type { CounterId, TicketId } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { announce, PHASES, SILENT, WAITING_LIMIT } from './announcer.ts'
import type { AnnouncerEvent, AnnouncerState, CallOut } from './announcer.ts'

function aCall(callNumber: number, ticket = callNumber, counter = 1): CallOut {
  return {
    callNumber,
    ticketId: `ticket-${ticket}` as TicketId,
    counterId: `C${counter}` as CounterId,
    ticketNumber: `A${String(ticket).padStart(3, '0')}`,
    counterNumber: String(counter),
    at: 0,
    times: 1,
  }
}
const called = (...args: Parameters<typeof aCall>): AnnouncerEvent => ({
  type: 'called',
  call: aCall(...args),
})
const after = (...events: AnnouncerEvent[]): AnnouncerState => events.reduce(announce, SILENT)

/** Lets every phase end in its turn; what was said, as `callNumber:phase`. */
function sayAll(from: AnnouncerState): string[] {
  const said: string[] = []
  let state = from
  while (state.speaking) {
    said.push(`${state.speaking.call.callNumber}:${state.speaking.phase}`)
    state = announce(state, { type: 'phaseEnded', turn: state.speaking.turn })
  }
  return said
}
const wholly = (...calls: number[]): string[] =>
  calls.flatMap((call) => PHASES.map((phase) => `${call}:${phase}`))
const waitingCalls = (state: AnnouncerState): number[] => state.waiting.map(({ callNumber }) => callNumber)

test('a call is chimed, then said in Chinese, then in English', () => {
  expect(sayAll(after(called(1)))).toEqual(['1:chime', '1:zh', '1:en', '1:hold'])
})

test('two calls at once are announced one after the other, in the order of the calls', () => {
  expect(sayAll(after(called(1), called(2)))).toEqual(wholly(1, 2))
})

test('a recall is announced again, wholly, after the call itself', () => {
  expect(sayAll(after(called(1, 7), called(2, 7)))).toEqual(wholly(1, 2))
})

test('a recall of a ticket that still waits moves behind the others and is not doubled', () => {
  const state = after(called(1), called(2, 7), called(3), called(4, 7))
  expect(waitingCalls(state)).toEqual([3, 4])
})

test('the same call heard of twice is announced once', () => {
  expect(sayAll(after(called(1), called(2), called(2), called(1)))).toEqual(wholly(1, 2))
})

test('a call that was undone is dropped while it waits', () => {
  const state = after(called(1), called(2, 7), { type: 'ticketWithdrawn', ticketId: aCall(2, 7).ticketId })
  expect(sayAll(state)).toEqual(wholly(1))
})

test('a call that was undone while it is announced is said to its end', () => {
  const state = after(called(1, 7), { type: 'ticketWithdrawn', ticketId: aCall(1, 7).ticketId })
  expect(sayAll(state)).toEqual(wholly(1))
})

test('a counter that closes takes its waiting call with it', () => {
  const state = after(called(1), called(2, 2, 9), called(3), {
    type: 'counterWithdrawn',
    counterId: aCall(2, 2, 9).counterId,
  })
  expect(sayAll(state)).toEqual(wholly(1, 3))
})

test('the late end of an earlier phase moves nothing', () => {
  const state = after(called(1))
  const later = announce(state, { type: 'phaseEnded', turn: state.speaking!.turn })
  expect(announce(later, { type: 'phaseEnded', turn: state.speaking!.turn })).toBe(later)
})

test('when too many wait, the oldest is passed over and counted', () => {
  const many = Array.from({ length: WAITING_LIMIT + 3 }, (_, index) => called(index + 1))
  const state = after(...many)
  expect(state.waiting).toHaveLength(WAITING_LIMIT)
  expect(state.skipped).toBe(2)
  expect(waitingCalls(state)[0]).toBe(4)
})

type Step = { call: number } | { withdraw: number } | 'end' | 'lateEnd'

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ call: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.record({ withdraw: fc.nat(6) }) },
    { weight: 5, arbitrary: fc.constant('end' as const) },
    { weight: 1, arbitrary: fc.constant('lateEnd' as const) },
  ),
  { maxLength: 80 },
)

/** Plays steps and keeps, beside the state, a plain list of what should be announced. */
function play(script: readonly Step[]) {
  let state = SILENT
  let callNumber = 0
  const began: string[] = []
  let expected: CallOut[] = []
  const note = (next: AnnouncerState): void => {
    if (next.speaking && next.speaking.turn !== state.speaking?.turn) {
      began.push(`${next.speaking.call.callNumber}:${next.speaking.phase}`)
      if (next.speaking.phase === 'chime') expect(expected.shift()).toEqual(next.speaking.call)
    }
    state = next
  }
  const run = (step: Step): void => {
    if (step === 'end' || step === 'lateEnd') {
      const turn = (state.speaking?.turn ?? 0) - (step === 'lateEnd' ? 1 : 0)
      return note(announce(state, { type: 'phaseEnded', turn }))
    }
    if ('call' in step) {
      const call = aCall((callNumber += 1), step.call)
      expected = [...expected.filter(({ ticketId }) => ticketId !== call.ticketId), call]
      return note(announce(state, { type: 'called', call }))
    }
    const { ticketId } = aCall(0, step.withdraw)
    expected = expected.filter((call) => call.ticketId !== ticketId)
    note(announce(state, { type: 'ticketWithdrawn', ticketId }))
  }
  script.forEach(run)
  while (state.speaking) run('end')
  return { began, left: expected }
}

test('whatever happens: one at a time, whole, chime before Chinese before English, in order, nothing lost', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const { began, left } = play(script)
      expect(left).toEqual([])
      const calls = began
        .filter((_, index) => index % PHASES.length === 0)
        .map((said) => Number.parseInt(said))
      expect(began).toEqual(wholly(...calls))
    }),
  )
})
