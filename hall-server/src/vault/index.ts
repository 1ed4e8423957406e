import { capability } from '../core/capability.ts'
import { forgetOldVisitors, moveVisitors, unfinishedForgetting } from './effects.ts'

/** Who the people behind ids are; forgets visitors whose time is over. */
export const vault = capability({
  name: 'vault',
  effects: { on: { DayOpened: forgetOldVisitors, ClockSet: moveVisitors }, unfinished: unfinishedForgetting },
})
