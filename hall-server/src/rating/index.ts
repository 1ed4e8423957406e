import { capability } from '../core/capability.ts'
import { give, lapse } from './decide.ts'
import { invitationsDue } from './due.ts'
import { ratingSlice } from './state.ts'

/** Ratings by customers, asked for at the pad of the counter that served them. */
export const rating = capability({
  name: 'rating',
  slice: ratingSlice,
  deciders: { 'rating.give': give, 'rating.lapse': lapse },
  due: invitationsDue,
})
