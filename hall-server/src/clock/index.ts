import { capability } from '../core/capability.ts'
import { confirmClock } from './decide.ts'
import { clockSlice } from './state.ts'

/** The hall's clock: what it was put right by, who said so, and which time has certainly passed. */
export const clock = capability({
  name: 'clock',
  slice: clockSlice,
  deciders: { 'hall.confirmClock': confirmClock },
})
