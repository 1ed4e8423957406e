import type { KioskView, ScreenIntent } from '@service-hall/contract'
import { withPayment } from './payment/view.ts'
import type { Flow, Place, Session } from './state.ts'

/** What a new view of the agent makes of the screen. */
export function withView(flow: Flow, view: KioskView): Flow {
  const online = view.link === 'online'
  const seen: Flow = {
    ...flow,
    view,
    awaySince: null,
    offlineSince: online ? null : (flow.offlineSince ?? flow.now),
    // Who lays a card on the reader is there as much as who touches the screen.
    lastTouch: isAnotherHolder(flow, view) ? flow.now : flow.lastTouch,
  }
  const { place } = seen
  if (place.at === 'pin' && place.sent && view.maintenance.unlocked)
    return { ...seen, place: { at: 'maintenance' } }
  if (place.at === 'maintenance' && !view.maintenance.unlocked)
    return { ...seen, place: { at: 'start', sheet: 0 } }
  return withPayment(withSession(seen, view), view)
}

function isAnotherHolder({ view: before }: Flow, { card }: KioskView): boolean {
  return card.is === 'known' && !(before?.card.is === 'known' && before.card.name === card.name)
}

/** A session that was left while the agent was still at work on it, and has ended since: it must not block the next. */
export function overdue(flow: Flow, { session }: KioskView): ScreenIntent[] {
  const ended = session.step !== 'idle' && session.step !== 'issuing' && session.step !== 'printing'
  return ended && session.touchId === flow.left && flow.place.at !== 'asked' ? [{ type: 'dismiss' }] : []
}

/** Takes over the agent's session, but never lets a number vanish that the customer was shown. */
function withSession(flow: Flow, { session }: KioskView): Flow {
  if (session.step !== 'idle' && session.touchId === flow.left) return flow
  const next: Session = session.step === 'idle' ? orphaned(flow.session) : session
  const changed = next.step !== flow.session.step || touchOf(next) !== touchOf(flow.session)
  const { place } = flow
  return {
    ...flow,
    session: next,
    sessionSince: changed ? flow.now : flow.sessionSince,
    place: place.at === 'asked' && next.step !== 'idle' ? confirming(place, false) : place,
  }
}

/** What becomes of a session that an agent, started anew, knows nothing of. Finished pages run out by themselves. */
export function orphaned(session: Session): Session {
  if (session.step === 'issuing') return { step: 'lost', touchId: session.touchId }
  if (session.step === 'printing')
    return { step: 'onScreen', touchId: session.touchId, ticket: session.ticket, paper: 'unknown' }
  return session
}

function touchOf(session: Session): string | null {
  return session.step === 'idle' ? null : session.touchId
}

/** Back to the question that was answered; `again`: the answer never reached the agent. */
export function confirming(place: Extract<Place, { at: 'asked' }>, again: boolean): Place {
  return { at: 'confirm', serviceId: place.serviceId, sheet: place.sheet, again }
}
