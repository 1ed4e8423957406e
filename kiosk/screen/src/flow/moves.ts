import type { ScreenIntent } from '@service-hall/contract'
import { leavePayment } from './payment/leave.ts'
import { holdsMoney } from './payment/state.ts'
import { isKnown } from './state.ts'
import type { Flow } from './state.ts'

/** The next state, and what the agent is asked for. */
export type Update = {
  flow: Flow
  intents: ScreenIntent[]
}

/** Nothing is asked of the agent. */
export function only(flow: Flow): Update {
  return { flow, intents: [] }
}

/** From a payment to the first sheet of the start page, for the customer who is still there. */
export function toStartFromPayment(flow: Flow): Update {
  const { flow: left, intents } = leavePayment(flow)
  return { flow: { ...left, place: { at: 'start', sheet: 0 } }, intents }
}

/** To the first sheet of the start page, with the language and mode of the customer who is still there. */
export function toStart(flow: Flow): Update {
  return { flow: { ...flow, place: { at: 'start', sheet: 0 } }, intents: lockIfOpen(flow) }
}

/** To the start page for the next customer: nothing of the last one remains. Not while money is under way. */
export function toNextCustomer(flow: Flow): Update {
  if (holdsMoney(flow.payment)) return toStart(flow)
  const { flow: left, intents } = leaveSession(flow)
  return {
    flow: { ...left, place: { at: 'start', sheet: 0 }, language: null, senior: false, customer: null },
    intents: [...intents, ...forgetCard(flow), ...lockIfOpen(flow)],
  }
}

/** From a failed attempt back to the question, for a new touch. */
export function toRetry(flow: Flow): Update {
  const { step } = flow.session
  return step === 'refused' || step === 'noAnswer' || step === 'lost' ? leaveSession(flow) : only(flow)
}

/** To the PIN pad. Each time it starts locked, whatever an earlier technician left open. */
export function toPin(flow: Flow): Update {
  if (flow.place.at === 'pin' || flow.place.at === 'maintenance') return only(flow)
  const { flow: left, intents } = leaveSession(flow)
  return {
    flow: { ...left, place: { at: 'pin', sent: false } },
    intents: [...intents, ...forgetCard(flow), { type: 'lockMaintenance' }],
  }
}

/** The customer goes on without the ID card. */
export function forgetCard(flow: Flow): ScreenIntent[] {
  return isKnown(flow) ? [{ type: 'forgetCard' }] : []
}

/** Leaves the session behind and lets the agent know. */
function leaveSession(flow: Flow): Update {
  const { flow: unpaid, intents } = leavePayment(flow)
  const { session } = flow
  if (session.step === 'idle') return { flow: unpaid, intents }
  return {
    flow: { ...unpaid, session: { step: 'idle' }, sessionSince: flow.now, left: session.touchId },
    intents: [...intents, { type: 'dismiss' }],
  }
}

function lockIfOpen({ place }: Flow): ScreenIntent[] {
  return place.at === 'pin' || place.at === 'maintenance' ? [{ type: 'lockMaintenance' }] : []
}
