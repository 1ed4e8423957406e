import { capability } from '../core/capability.ts'
import { count, countUnknown } from './decide.ts'
import { takingsDue } from './due.ts'
import { takingsSlice } from './state.ts'

/** Sums that the region watches payments by: what kiosks and counters take by the hour, and payments without a known result. */
export const takings = capability({
  name: 'takings',
  slice: takingsSlice,
  deciders: { 'takings.count': count, 'takings.countUnknown': countUnknown },
  due: takingsDue,
})
