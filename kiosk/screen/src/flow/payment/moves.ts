import { only } from '../moves.ts'
import type { Update } from '../moves.ts'
import type { Flow } from '../state.ts'
import { answer } from './answer.ts'
import { draft } from './draft.ts'

/** Asks whether the customer really wants to cancel, and says what comes of it. */
export function askCancel(flow: Flow): Update {
  return only(draft(flow, { is: 'asksCancel', asks: true }))
}

export function keepPaying(flow: Flow): Update {
  return only(draft(flow, { is: 'asksCancel', asks: false }))
}

/** To the question before. */
export function questionBefore(flow: Flow): Update {
  return answer(flow, { do: 'back' })
}

/** From the explanation of a bill, or an amount, to the page it was opened from. */
export function closeDetail(flow: Flow): Update {
  return only(draft(draft(flow, { is: 'open', billId: null }), { is: 'amountFor', what: null }))
}
