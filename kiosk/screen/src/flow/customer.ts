import type { ScreenIntent } from '@service-hall/contract'
import { isBusy, leavesAt } from '../pages/shown.ts'
import { idleAt } from './idleness.ts'
import { isKnown } from './state.ts'
import type { Flow, FlowEvent } from './state.ts'
import { hasTraces } from './still.ts'

/** While somebody is there it is said again so often, ms: an agent that was started anew hears of it. */
export const SAID_AGAIN_MS = 5_000
const MOST_TOUCHES = 100_000

/** Who is at the screen after an event. A technician is no customer; what the machine does by itself brings nobody. */
export function withCustomer(before: Flow, flow: Flow, { type }: FlowEvent): Flow {
  const customer = customerAfter(before, flow, type)
  return customer === flow.customer ? flow : { ...flow, customer }
}

function customerAfter(before: Flow, flow: Flow, type: FlowEvent['type']): Flow['customer'] {
  const { place, customer } = flow
  if (place.at === 'pin' || place.at === 'maintenance') return null
  if (type === 'touched' || type === 'stillHere')
    return { touches: Math.min(MOST_TOUCHES, (customer?.touches ?? 0) + 1) }
  if (customer === null) return !isKnown(before) && isKnown(flow) ? { touches: 0 } : null
  return hasWalkedOff(flow) ? null : customer
}

/** Who only read the first page leaves nothing behind by which the screen would see that they have gone. */
function hasWalkedOff(flow: Flow): boolean {
  return !hasTraces(flow) && !isBusy(flow) && leavesAt(flow) === null && flow.now >= idleAt(flow)
}

/** What the agent was told last, and when, ms of the screen's clock. */
export type CustomerTold = { present: boolean; at: number } | null

/** What the agent is to be told of the customer now; null: it knows. */
export function customerNews(
  flow: Flow,
  told: CustomerTold,
): Extract<ScreenIntent, { type: 'customer' }> | null {
  const present = flow.customer !== null
  const isNews = told?.present !== present || (present && flow.now - told.at >= SAID_AGAIN_MS)
  return isNews ? { type: 'customer', present, touches: flow.customer?.touches ?? 0 } : null
}
