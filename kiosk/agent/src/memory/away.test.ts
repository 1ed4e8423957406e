import { expect, test } from 'vitest'
import { aTurnedClock } from '../../test/turned-clock.ts'
import { stateAfter } from '../../test/builders.ts'
import { awayFor, sinceBoot } from './away.ts'

const HOUR = 3_600_000

/** The state that a run leaves which began a minute ago, and the clock it had. */
function aRun() {
  const clock = aTurnedClock()
  const started = stateAfter([{ type: 'AgentStarted', ...sinceBoot(clock) }], undefined, clock.now())
  clock.pass(60_000)
  return { clock, state: stateAfter([{ type: 'PinRefused' }], started, clock.now()) }
}

test.each([-HOUR, -5_000, 0, 5_000, HOUR])(
  'how long nobody ran is told rightly when the wall clock was turned by %d ms meanwhile',
  (turn) => {
    const { clock, state } = aRun()
    clock.pass(4_000)
    clock.turn(turn)
    expect(awayFor(state, clock)).toBe(4_000)
  },
)

test('nobody can tell after the machine was started anew, or when the clock was put forward in the run', () => {
  const { clock, state } = aRun()
  expect(awayFor(state, { ...clock, uptime: () => 10_000 })).toBe(Infinity)
  clock.turn(HOUR)
  const later = stateAfter([{ type: 'PinRefused' }], state, clock.now())
  clock.pass(4_000)
  expect(awayFor(later, clock)).toBe(Infinity)
})

test('where the uptime is not known, and after an earlier release, the wall clock has to do', () => {
  const { clock, state } = aRun()
  const { uptime: _uptime, ...bare } = clock
  clock.pass(4_000)
  expect(awayFor(state, bare)).toBe(4_000)
  const { started: _started, ...earlier } = state
  expect(awayFor(earlier, clock)).toBe(4_000)
  clock.turn(-HOUR)
  expect(awayFor(earlier, clock)).toBe(Infinity)
})
