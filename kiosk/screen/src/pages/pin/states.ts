import { WALL_CLOCK_START, maintenance, seen } from '../../../test/riverside.ts'
import type { Happening, States } from '../../../test/states.ts'

const open: Happening[] = [seen(), { type: 'corner' }]
const digits: Happening[] = [1, 3, 5].map((n) => ({ type: 'tap', on: `.pad button:nth-child(${n})` }))
const entered: Happening[] = [...open, ...digits, { type: 'tap', on: '[data-testid=enter-pin]' }]

export const states: States = {
  empty: open,
  someDigits: [...open, ...digits],
  checking: entered,
  wrong: [
    ...entered,
    seen({ maintenance: maintenance({ failures: 2, pinProblem: { is: 'wrong', count: 1 } }) }),
  ],
  hallWantsWait: [
    ...entered,
    seen({ maintenance: maintenance({ pinProblem: { is: 'wait', waitMs: 58_000, count: 1 } }) }),
  ],
  noHall: [
    ...entered,
    seen({ link: 'offline', maintenance: maintenance({ pinProblem: { is: 'noHall', count: 1 } }) }),
  ],
  locked: [
    ...entered,
    seen({
      maintenance: maintenance({
        failures: 5,
        lockedUntil: WALL_CLOCK_START + 287_000,
        lockedForMs: 287_000,
      }),
    }),
  ],
}
