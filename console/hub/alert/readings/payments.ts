import { WHOLE_HALL, lookUp } from '@service-hall/contract'
import { isLost } from './machines.ts'
import type { Read } from './reading.ts'

/** What a kiosk took says so much for so long, ms: whoever tells nothing for two hours is not unusual but quiet. */
const SAYS_FOR_MS = 2 * 3_600_000

/**
 * How far what a kiosk took in the last hour lies outside what it usually takes then (between the tenth and the ninetieth
 * percentile), as a share of the median. `count`: of how many weeks that is known.
 */
export const takingsUnusual: Read = ({ view, config, hallNow }) =>
  config.stations
    .filter(({ id, kind }) => kind === 'kiosk' && !isLost(view, id))
    .map(({ id }) => {
      const told = lookUp(view.takings, id)
      if (!told || hallNow - told.at > SAYS_FOR_MS)
        return { kind: 'takingsUnusual', subject: id, value: null }
      const { fen, usual } = told
      const outside = Math.max(0, usual.low - fen, fen - usual.high)
      return {
        ...{ kind: 'takingsUnusual', subject: id, count: usual.of },
        value: outside / Math.max(1, usual.median),
      }
    })

/** How long the oldest payment has been without a known result, ms. */
export const unknownsAgeing: Read = ({ view: { unknownPayments }, hallNow }) => [
  {
    ...{ kind: 'unknownsAgeing', subject: WHOLE_HALL },
    value: unknownPayments ? Math.max(0, hallNow - unknownPayments.since) : 0,
  },
]
