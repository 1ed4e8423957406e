import type { ScreenIntent } from '@service-hall/contract'
import { backFrom, homeFrom, isBusy, keyOf, leavesAt, pageOf } from '../pages/shown.ts'
import { withCustomer } from './customer.ts'
import { idleness } from './idleness.ts'
import { forgetCard, only, toNextCustomer, toPin, toRetry } from './moves.ts'
import type { Update } from './moves.ts'
import { answer, begin } from './payment/answer.ts'
import { draft } from './payment/draft.ts'
import { UNANSWERED_MS, holdsMoney } from './payment/state.ts'
import { forgotten, overduePayment } from './payment/view.ts'
import { REST_PAGES } from './rest.ts'
import type { Flow, FlowEvent, NearbyWish } from './state.ts'
import { isStill } from './still.ts'
import { choose, take } from './ticket.ts'
import { confirming, orphaned, overdue, withView } from './view.ts'

/** An issue not taken up by the agent within this time never reached it, ms. */
const UNHEARD_MS = 2_000
/** The agent ends every session itself; after this long without a change it is taken as gone, ms. */
const STUCK_ISSUING_MS = 30_000
const STUCK_PRINTING_MS = 60_000
/** A look-up that the agent has not ended by then never ends, ms. */
const STUCK_WORKING_MS = 60_000
/** So long without an agent, nobody knows here what became of the money, ms. */
const LOST_MONEY_MS = 60_000

/**
 * What an event makes of the screen: pure, total, and without effect where it makes no sense on the page shown, so a
 * second tap, a late view or an odd order of events cannot do harm. `read`: ms of a clock that should never run backwards;
 * one that does loses the moment since the last event and no more.
 */
export function update(before: Flow, event: FlowEvent, read: number): Update {
  const now = before.now + Math.max(0, read - before.read)
  const { flow: next, intents } = happen({ ...before, now, read }, event)
  const flow = stirred(withCustomer(before, next, event), event)
  const key = keyOf(pageOf(flow))
  return { flow: key === flow.shown.key ? flow : { ...flow, shown: { key, since: flow.now } }, intents }
}

/** What comes by itself, and does not mean that anybody is there. */
const BY_ITSELF: readonly string[] = ['view', 'agent', 'tick']

function stirred(flow: Flow, { type }: FlowEvent): Flow {
  const isQuiet = BY_ITSELF.includes(type) && isStill(flow) && REST_PAGES.includes(pageOf(flow).name)
  return isQuiet ? flow : { ...flow, stirred: flow.now }
}

function happen(flow: Flow, event: FlowEvent): Update {
  switch (event.type) {
    case 'view':
      return {
        flow: withView(flow, event.view),
        intents: [...overdue(flow, event.view), ...overduePayment(flow, event.view)],
      }
    case 'agent':
      return only({ ...flow, awaySince: event.present ? null : (flow.awaySince ?? flow.now) })
    case 'tick':
      return tick(flow)
    case 'touched':
      return only(idleness(flow).is === 'question' ? flow : { ...flow, lastTouch: flow.now })
    case 'stillHere':
      return only({ ...flow, lastTouch: flow.now })
    case 'language':
      return only({ ...flow, language: event.language })
    case 'senior':
      return only({ ...flow, senior: event.senior })
    default: {
      if (isBusy(flow)) return only(flow)
      const { flow: next, intents } = press(flow, event)
      return { flow: { ...next, lastTouch: next.now }, intents }
    }
  }
}

type Press = Exclude<
  FlowEvent,
  { type: 'view' | 'agent' | 'tick' | 'touched' | 'stillHere' | 'language' | 'senior' }
>

/** A button of the page shown. */
function press(flow: Flow, event: Press): Update {
  switch (event.type) {
    case 'choose':
      return choose(flow, event.serviceId, event.touchId)
    case 'take':
      return take(flow, event.classId, event.touchId)
    case 'turn':
      return only(turned(flow, event.by))
    case 'nearby':
      return only(toNearby(flow))
    case 'nearbyWish':
      return only(wished(flow, event))
    case 'payBegin':
      return begin(flow, event.purpose, event.paymentId)
    case 'pay':
      return answer(flow, event.ask)
    case 'payDraft':
      return only(draft(flow, event.draft))
    case 'back':
      return backFrom(flow) ?? only(flow)
    case 'home':
      return homeFrom(flow) ?? only(flow)
    case 'done':
      return mayEnd(flow) ? toNextCustomer(flow) : only(flow)
    case 'retry':
      return toRetry(flow)
    case 'forgetCard':
      return { flow, intents: forgetCard(flow) }
    case 'corner':
      return toPin(flow)
    case 'pin':
      return withPin(flow, event.pin)
    case 'testDevice':
      return inMaintenance(flow, { type: 'testDevice', deviceId: event.deviceId })
    case 'restartAgent':
    case 'exitKiosk':
      return inMaintenance(flow, { type: event.type })
  }
}

/** Finished, or asked whether anybody is still there. */
function mayEnd(flow: Flow): boolean {
  return leavesAt(flow) !== null || idleness(flow).is === 'question'
}

function tick(flow: Flow): Update {
  const { place, session } = flow
  const lasted = flow.now - flow.sessionSince
  if (place.at === 'asked' && flow.now - place.since >= UNHEARD_MS)
    return only({ ...flow, place: confirming(place, true), lastTouch: flow.now })
  if (
    (session.step === 'issuing' && lasted >= STUCK_ISSUING_MS) ||
    (session.step === 'printing' && lasted >= STUCK_PRINTING_MS)
  )
    return only({ ...flow, session: orphaned(session), sessionSince: flow.now })
  const paid = payTick(flow)
  if (paid) return paid
  const leaves = leavesAt(flow)
  if (leaves !== null && flow.now >= leaves) return toNextCustomer(flow)
  return idleness(flow).is === 'over' ? toNextCustomer(flow) : only(flow)
}

/** What time alone does to a payment; null: nothing. */
function payTick(flow: Flow): Update | null {
  const { payment, awaySince, now } = flow
  const { session, sent, since } = payment
  if (sent !== null && now - sent.at >= UNANSWERED_MS)
    return only({ ...flow, payment: { ...payment, sent: null } })
  if (holdsMoney(payment) && awaySince !== null && now - awaySince >= LOST_MONEY_MS)
    return only({ ...flow, payment: { ...payment, session: forgotten(session), since: now, sent: null } })
  return session.step === 'working' && now - since >= STUCK_WORKING_MS ? toNextCustomer(flow) : null
}

/** Turns the sheets of the page shown, where it has any. */
function turned(flow: Flow, by: 1 | -1): Flow {
  const { name, props } = pageOf(flow)
  if (!('count' in props)) return flow
  const sheet = Math.max(0, Math.min(props.count - 1, props.number + by))
  if (name !== 'start' && name !== 'nearby') return draft(flow, { is: 'turn', to: sheet })
  const { place } = flow
  return { ...flow, place: place.at === 'nearby' ? { ...place, sheet } : { at: 'start', sheet } }
}

/** From the start page to what is near by, where the hall says so. */
function toNearby(flow: Flow): Flow {
  const { name, props } = pageOf(flow)
  if (name !== 'start' || !flow.view?.nearby) return flow
  return { ...flow, place: { ...ALL_NEARBY, at: 'nearby', sheet: 0, opened: props.number } }
}

const ALL_NEARBY: NearbyWish = { kind: 'all', openOnly: false }

/** Other places near by, from their first sheet on. */
function wished(flow: Flow, { kind, openOnly }: Partial<NearbyWish>): Flow {
  const { place } = flow
  if (place.at !== 'nearby') return flow
  const wish = { kind: kind ?? place.kind, openOnly: openOnly ?? place.openOnly }
  return { ...flow, place: { ...place, ...wish, sheet: 0 } }
}

function withPin(flow: Flow, pin: string): Update {
  if (flow.place.at !== 'pin') return only(flow)
  return {
    flow: { ...flow, place: { at: 'pin', sent: true } },
    intents: [{ type: 'unlockMaintenance', pin }],
  }
}

function inMaintenance(flow: Flow, intent: ScreenIntent): Update {
  return { flow, intents: flow.place.at === 'maintenance' ? [intent] : [] }
}
