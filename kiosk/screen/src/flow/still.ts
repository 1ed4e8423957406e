import { isPending, isVisited } from './payment/state.ts'
import { isKnown } from './state.ts'
import type { Flow } from './state.ts'

/** A card that lies there, or could not be read, is somebody's. */
const NOBODYS_CARD: readonly string[] = ['absent', 'welcome']

/** Whether somebody left traces that the next customer must not meet. */
export function hasTraces(flow: Flow): boolean {
  const untouched = flow.place.at === 'start' && flow.place.sheet === 0
  const pays = isVisited(flow.payment) || isPending(flow.payment, flow.now)
  return !untouched || pays || flow.language !== null || flow.senior || isKnown(flow)
}

/** Whether the kiosk stands as for the next customer, though somebody may read it: nothing of anybody is on it. */
export function isStill(flow: Flow): boolean {
  const { session, view } = flow
  return session.step === 'idle' && !hasTraces(flow) && view !== null && NOBODYS_CARD.includes(view.card.is)
}
