import { isMoneyUnderWay } from '@service-hall/contract'
import type { Update } from '../moves.ts'
import type { Flow } from '../state.ts'
import { EMPTY_DRAFT } from './state.ts'
import { leaving } from './view.ts'

/** Leaves the visit behind, with all that was typed; not while money is under way. */
export function leavePayment(flow: Flow): Update {
  const { payment } = flow
  const { session, sent } = payment
  const visit = session.step === 'idle' ? sent : session
  if (!visit || isMoneyUnderWay(session)) return { flow, intents: [] }
  return {
    flow: {
      ...flow,
      payment: {
        ...payment,
        session: { step: 'idle' },
        since: flow.now,
        sent: null,
        left: visit.paymentId,
        draft: EMPTY_DRAFT,
      },
    },
    intents: [leaving(flow, visit)],
  }
}
