import type { KioskWay } from '@service-hall/contract'
import { toStartFromPayment } from '../../flow/moves.ts'
import { questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = {
  session: Extract<ShownPayment, { step: 'ways' }>
  /** Those that work, then those that do not, each in the hall's order; for seniors fewer and larger, none that is never here. */
  ways: KioskWay[]
}

export const payWays = definePage({
  name: 'payWays',
  texts,
  shows({ payment, senior }: Flow): Props | null {
    const session = sessionAt(payment, 'ways')
    if (!session) return null
    const works = ({ problem }: KioskWay): boolean => problem === null
    const shown = session.ways.filter(({ problem }) => !senior || problem !== 'noDevice')
    return { session, ways: [...shown.filter(works), ...shown.filter((way) => !works(way))] }
  },
  back: questionBefore,
  home: toStartFromPayment,
})
