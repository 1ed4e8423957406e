/**
 * States of an attempt (支付尝试).
 * opening: it is on disk, its channel may not know it yet · payable: the customer can pay · closing: it shall not be paid any
 * more · unsure: nobody can tell, it is asked for again and again · paid, closed, refused: how it ended.
 */
export type AttemptState = 'opening' | 'payable' | 'closing' | 'unsure' | 'paid' | 'closed' | 'refused'

/** What may follow what. A payment may still come after an attempt was closed or refused: it is never dropped. */
export const ATTEMPT_MOVES: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  opening: ['payable', 'closing', 'unsure', 'paid', 'refused', 'closed'],
  payable: ['closing', 'unsure', 'paid', 'refused', 'closed'],
  closing: ['unsure', 'paid', 'refused', 'closed'],
  unsure: ['closing', 'paid', 'refused', 'closed'],
  closed: ['paid'],
  refused: ['paid'],
  paid: [],
}

/** States in which the customer's money may still come by this attempt's own course. */
export const OPEN_ATTEMPT: readonly AttemptState[] = ['opening', 'payable', 'closing', 'unsure']

/**
 * States of an order (缴费订单).
 * open: to be paid · paid: the money is there, the write-off (销账) is due · delivered: written off · reversing: the write-off
 * is being taken back · returning: money goes back · returned, cancelled: how it ended without service · held: the hall holds
 * money that a person has to decide on.
 */
export type OrderState =
  'open' | 'paid' | 'delivered' | 'reversing' | 'returning' | 'returned' | 'cancelled' | 'held'

export const ORDER_MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  open: ['paid', 'cancelled', 'returning', 'returned', 'held'],
  paid: ['delivered', 'returning', 'held'],
  delivered: ['reversing', 'returning', 'held'],
  reversing: ['delivered', 'returning', 'held'],
  // Money of an attempt before may go back while the order is still being paid, or written off.
  returning: ['returned', 'open', 'paid', 'delivered', 'reversing', 'cancelled', 'held'],
  // Beside money that nobody placed, a write-off may still be taken back for a refund.
  held: ['returning', 'reversing', 'delivered', 'returned', 'paid', 'cancelled'],
  cancelled: ['returning', 'held'],
  returned: ['returning', 'held'],
}

/** asked: waits for approval · sending: the channel is being asked · manual: a person has to do it · done, denied: ended */
export type RefundState = 'asked' | 'sending' | 'manual' | 'done' | 'denied'

export const REFUND_MOVES: Readonly<Record<RefundState, readonly RefundState[]>> = {
  asked: ['sending', 'manual', 'denied'],
  sending: ['done', 'manual'],
  manual: ['done', 'sending', 'denied'],
  done: [],
  denied: [],
}

/**
 * Throws where a table is not sound: a state that leads to none of its own, one that nothing leads to, or one from which no
 * end is reached. Checked when the program starts.
 */
export function assertSound(
  moves: Readonly<Record<string, readonly string[]>>,
  { first, ends }: { first: readonly string[]; ends: readonly string[] },
): void {
  const states = Object.keys(moves)
  const reached = reachedFrom(moves, first)
  for (const state of states) {
    for (const next of moves[state] ?? [])
      if (!states.includes(next)) throw new Error(`${state} leads to ${next}, which is no state`)
    if (!reached.has(state)) throw new Error(`nothing leads to ${state}`)
    if (!ends.some((end) => reachedFrom(moves, [state]).has(end))) throw new Error(`${state} reaches no end`)
  }
}

function reachedFrom(
  moves: Readonly<Record<string, readonly string[]>>,
  from: readonly string[],
): Set<string> {
  const reached = new Set(from)
  for (const state of reached) for (const next of moves[state] ?? []) reached.add(next)
  return reached
}

assertSound(ATTEMPT_MOVES, { first: ['opening'], ends: ['paid', 'closed', 'refused'] })
assertSound(ORDER_MOVES, { first: ['open'], ends: ['delivered', 'returned', 'cancelled'] })
assertSound(REFUND_MOVES, { first: ['asked'], ends: ['done', 'denied'] })
