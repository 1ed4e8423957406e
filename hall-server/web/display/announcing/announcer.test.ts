import { CALLS_IN_A_SENTENCE } from '@service-hall/contract'
import type { CounterId, Language, TicketId } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RUSH, SILENT, WAITING_LIMIT, announce } from './announcer.ts'
import type { AnnouncerEvent, AnnouncerState, CallOut } from './announcer.ts'

const BOTH: readonly Language[] = ['zh', 'en']

function aCall(callNumber: number, ticket = callNumber, counter = 1, language: Language = 'zh'): CallOut {
  return {
    callNumber,
    ticketId: `ticket-${ticket}` as TicketId,
    counterId: `C${counter}` as CounterId,
    ticketNumber: `A${String(ticket).padStart(3, '0')}`,
    counterNumber: String(counter),
    language,
    at: 0,
    times: 1,
  }
}
const called = (...args: Parameters<typeof aCall>): AnnouncerEvent => ({
  type: 'called',
  call: aCall(...args),
})
const after = (...events: AnnouncerEvent[]): AnnouncerState =>
  events.reduce((state, event) => announce(state, event, BOTH), SILENT)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

/** Lets every phase end in its turn; what was said, as `callNumbers:phase`. */
function sayAll(from: AnnouncerState, languages = BOTH): string[] {
  const said: string[] = []
  let state = from
  while (state.speaking) {
    said.push(`${namesOf(state.speaking.calls)}:${state.speaking.phase}`)
    state = announce(state, { type: 'phaseEnded', turn: state.speaking.turn }, languages)
  }
  return said
}
const namesOf = (calls: readonly CallOut[]): string => calls.map(({ callNumber }) => callNumber).join('+')
const wholly = (...calls: number[]): string[] =>
  calls.flatMap((call) => ['chime', 'zh', 'en', 'hold'].map((phase) => `${call}:${phase}`))
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
  const later = announce(state, { type: 'phaseEnded', turn: state.speaking!.turn }, BOTH)
  expect(announce(later, { type: 'phaseEnded', turn: state.speaking!.turn }, BOTH)).toBe(later)
})

test('a hall that speaks one language says each call once', () => {
  expect(sayAll(after(called(1), called(2)), ['zh'])).toEqual([
    '1:chime',
    '1:zh',
    '1:hold',
    '2:chime',
    '2:zh',
    '2:hold',
  ])
  expect(sayAll(after(called(1)), ['en', 'zh'])).toEqual(['1:chime', '1:en', '1:zh', '1:hold'])
})

test('in a rush a sentence has several calls and one language, and what is being said is cut to one', () => {
  expect(sayAll(after(...upTo(6).map((call) => called(call))))).toEqual([
    '1:chime',
    '1:zh',
    '1:hold',
    '2+3+4+5:chime',
    '2+3+4+5:zh',
    '2+3+4+5:hold',
    ...wholly(6),
  ])
})

test('a customer who speaks another language is called in it, also in a rush', () => {
  const said = sayAll(after(called(1), called(2), called(3, 3, 1, 'en'), called(4)))
  expect(said).toEqual(['1:chime', '1:zh', '1:hold', '2+3+4:chime', '2+3+4:zh', '2+3+4:en', '2+3+4:hold'])
})

test('sixteen counters that call at once are all announced, each once', () => {
  const chimes = sayAll(after(...upTo(16).map((call) => called(call)))).filter((said) =>
    said.endsWith('chime'),
  )
  expect(chimes.flatMap((said) => said.split(':')[0]!.split('+')).map(Number)).toEqual(upTo(16))
  expect(chimes.length).toBeLessThan(8)
})

test('when more wait than could ever be said, the oldest is passed over, and said to be', () => {
  const state = after(...upTo(WAITING_LIMIT + 2).map((call) => called(call)))
  expect(state.waiting).toHaveLength(WAITING_LIMIT)
  expect(state.passedOver.map(({ callNumber }) => callNumber)).toEqual([2])
  expect(announce(state, { type: 'phaseEnded', turn: 0 }, BOTH).passedOver).toEqual([])
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
  /** Phases by announcement. */
  const said: string[][] = []
  let expected: CallOut[] = []
  const note = (next: AnnouncerState): void => {
    if (next.speaking && next.speaking.turn !== state.speaking?.turn) {
      const { calls, phase } = next.speaking
      if (phase === 'chime') {
        said.push([])
        expect(expected.splice(0, calls.length)).toEqual(calls)
      }
      expect(calls.length).toBeLessThanOrEqual(CALLS_IN_A_SENTENCE)
      said.at(-1)?.push(phase)
    }
    state = next
  }
  const run = (step: Step): void => {
    if (step === 'end' || step === 'lateEnd') {
      const turn = (state.speaking?.turn ?? 0) - (step === 'lateEnd' ? 1 : 0)
      return note(announce(state, { type: 'phaseEnded', turn }, BOTH))
    }
    if ('call' in step) {
      const call = aCall((callNumber += 1), step.call)
      expected = [...expected.filter(({ ticketId }) => ticketId !== call.ticketId), call]
      return note(announce(state, { type: 'called', call }, BOTH))
    }
    const { ticketId } = aCall(0, step.withdraw)
    expected = expected.filter((call) => call.ticketId !== ticketId)
    note(announce(state, { type: 'ticketWithdrawn', ticketId }, BOTH))
  }
  script.forEach(run)
  while (state.speaking) run('end')
  return { said, left: expected }
}

test('whatever happens: one sentence at a time, chime before language, in order, nothing lost', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const { said, left } = play(script)
      expect(left).toEqual([])
      for (const phases of said) expect(phases.join(' ')).toMatch(/^chime zh( en)? hold$/)
    }),
  )
})

test('with fewer waiting than a rush, every call is said alone and in both languages', () => {
  const few = fc.array(fc.constantFrom('call', 'end'), { maxLength: 60 })
  fc.assert(
    fc.property(few, (script) => {
      let state = SILENT
      let calls = 0
      for (const step of script) {
        if (step === 'end' || state.waiting.length + 1 >= RUSH)
          state = announce(state, { type: 'phaseEnded', turn: state.speaking?.turn ?? 0 }, BOTH)
        else state = announce(state, called((calls += 1)), BOTH)
        expect(state.speaking?.calls.length ?? 1).toBe(1)
      }
    }),
  )
})
