import { WHOLE_HALL } from '@service-hall/contract'
import type { Read } from './reading.ts'

/** The share of today's ratings that are 4 or 5; how many make it say anything is the rule's `least`. */
export const ratingLow: Read = ({ today }) => [
  {
    ...{ kind: 'ratingLow', subject: WHOLE_HALL },
    value: today.ratings === 0 ? null : today.satisfied / today.ratings,
    count: today.ratings,
  },
]
