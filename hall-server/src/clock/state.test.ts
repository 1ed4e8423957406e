import type { Fact } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, MORNING } from '../../test/builders.ts'
import { certainlyPast, clockSlice } from './state.ts'
import type { ClockState } from './state.ts'

const at = (state: ClockState, moment: number, fact: Partial<Fact> & { type: Fact['type'] }): void =>
  clockSlice.evolve(state, { number: 1, at: moment, fact: fact as Fact })

test('time that the server lived through has passed', () => {
  const state = clockSlice.empty()
  for (let hour = 0; hour <= 48; hour += 1) at(state, MORNING + hour * HOUR, { type: 'StationLost' })
  expect(certainlyPast(state)).toBe(MORNING + 47 * HOUR)
})

test('an absence counts when the server has lived on for a day', () => {
  const state = clockSlice.empty()
  at(state, MORNING, { type: 'StationLost' })
  const back = MORNING + 10 * DAY
  at(state, back, { type: 'ServerAway', forMs: 10 * DAY })
  at(state, back + 23 * HOUR, { type: 'StationLost' })
  expect(certainlyPast(state)).toBe(MORNING + 22 * HOUR)
  at(state, back + 24 * HOUR, { type: 'StationLost' })
  expect(certainlyPast(state)).toBe(back + 23 * HOUR)
})

test('what a clock was ahead never counts when it is put back within a day', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          ahead: fc.integer({ min: 0, max: 15 * DAY }),
          lives: fc.integer({ min: 0, max: 20 * HOUR }),
        }),
        {
          maxLength: 12,
        },
      ),
      (days) => {
        const state = clockSlice.empty()
        let truth = MORNING
        at(state, truth, { type: 'StationLost' })
        for (const { ahead, lives } of days) {
          at(state, truth + ahead, { type: 'ServerAway', forMs: ahead })
          truth += lives
          at(state, truth + ahead, { type: 'StationLost' })
          expect(certainlyPast(state)).toBeLessThanOrEqual(truth)
          at(state, truth, { type: 'ClockSet', byMs: -ahead, since: 0 })
          expect(certainlyPast(state)).toBeLessThanOrEqual(truth)
        }
      },
    ),
  )
})
