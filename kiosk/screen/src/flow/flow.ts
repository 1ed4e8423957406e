import type { ClassId, KioskView, ScreenIntent, ServiceId } from '@service-hall/contract'
import { canGoBack, canGoHome, isBusy, pageOf } from './page.ts'
import { sheetsOf } from './sheets.ts'
import { languageOf } from './state.ts'
import type { Flow, FlowEvent, Stay } from './state.ts'
import { STUCK_ISSUING_MS, STUCK_PRINTING_MS, UNHEARD_MS, idleness, leavesAt } from './timing.ts'

/** The next state, and what the agent is asked for. */
export type Step = {
  flow: Flow
  intents: ScreenIntent[]
}

/**
 * What an event makes of the screen: pure, total, and deaf to whatever makes no sense on the page shown, so a
 * second tap, a late view or an odd order of events cannot do harm.
 */
export function step(before: Flow, event: FlowEvent, now: number): Step {
  const flow = { ...before, now: Math.max(now, before.now) }
  switch (event.type) {
    case 'view':
      return { flow: withView(flow, event.view), intents: overdue(flow, event.view) }
    case 'agent':
      return stay({ ...flow, awaySince: event.present ? null : (flow.awaySince ?? flow.now) })
    case 'tick':
      return tick(flow)
    case 'touched':
      return stay(idleness(flow).is === 'question' ? flow : { ...flow, lastTouch: flow.now })
    case 'stay':
      return stay({ ...flow, lastTouch: flow.now })
    case 'language':
      return stay({ ...flow, language: event.language })
    case 'senior':
      return stay({ ...flow, senior: event.senior })
    default:
      return isBusy(flow) ? stay(flow) : touchedBy(act(flow, event))
  }
}

function touchedBy({ flow, intents }: Step): Step {
  return { flow: { ...flow, lastTouch: flow.now }, intents }
}

type Act = Exclude<
  FlowEvent,
  { type: 'view' | 'agent' | 'tick' | 'touched' | 'stay' | 'language' | 'senior' }
>

function act(flow: Flow, event: Act): Step {
  switch (event.type) {
    case 'choose':
      return chosen(flow, event.serviceId, event.touchId)
    case 'take':
      return take(flow, event.classId, event.touchId)
    case 'turn':
      return stay(turned(flow, event.by))
    case 'back':
      return canGoBack(flow) ? back(flow) : stay(flow)
    case 'home':
      return canGoHome(flow) ? home(flow) : stay(flow)
    case 'done':
      return mayEnd(flow) ? everythingCleared(flow) : stay(flow)
    case 'retry':
      return retry(flow)
    case 'forgetCard':
      return { flow, intents: forgetting(flow) }
    case 'corner':
      return toPin(flow)
    case 'pin':
      return flow.place.at === 'pin'
        ? {
            flow: { ...flow, place: { at: 'pin', sent: true } },
            intents: [{ type: 'unlockMaintenance', pin: event.pin }],
          }
        : stay(flow)
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

function stay(flow: Flow): Step {
  return { flow, intents: [] }
}

function withView(flow: Flow, view: KioskView): Flow {
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
  return withSession(seen, view)
}

function isAnotherHolder({ view: before }: Flow, { card }: KioskView): boolean {
  return card.is === 'known' && !(before?.card.is === 'known' && before.card.name === card.name)
}

/** A session that was left while the agent was still at work on it, and has ended since: it must not block the next. */
function overdue(flow: Flow, { session }: KioskView): ScreenIntent[] {
  const ended = session.step !== 'idle' && session.step !== 'issuing' && session.step !== 'printing'
  return ended && session.touchId === flow.left && flow.place.at !== 'asked' ? [{ type: 'dismiss' }] : []
}

/** Takes the agent's word for the session, but never lets a number vanish that the customer was shown. */
function withSession(flow: Flow, { session }: KioskView): Flow {
  if (session.step !== 'idle' && session.touchId === flow.left) return flow
  const next: Stay = session.step === 'idle' ? orphaned(flow.stay) : session
  const changed = next.step !== flow.stay.step || touchOf(next) !== touchOf(flow.stay)
  const { place } = flow
  return {
    ...flow,
    stay: next,
    staySince: changed ? flow.now : flow.staySince,
    place: place.at === 'asked' && next.step !== 'idle' ? confirming(place, false) : place,
  }
}

/** What becomes of a session that an agent, started anew, knows nothing of. Finished pages run out by themselves. */
function orphaned(stay: Stay): Stay {
  if (stay.step === 'issuing') return { step: 'lost', touchId: stay.touchId }
  if (stay.step === 'printing')
    return { step: 'onScreen', touchId: stay.touchId, ticket: stay.ticket, paper: 'unknown' }
  return stay
}

function touchOf(stay: Stay): string | null {
  return stay.step === 'idle' ? null : stay.touchId
}

function confirming(place: Extract<Flow['place'], { at: 'asked' }>, again: boolean): Flow['place'] {
  return { at: 'confirm', serviceId: place.serviceId, sheet: place.sheet, again }
}

function tick(flow: Flow): Step {
  const {
    place,
    stay: { step: where },
  } = flow
  const lasted = flow.now - flow.staySince
  if (place.at === 'asked' && flow.now - place.since >= UNHEARD_MS)
    return stay({ ...flow, place: confirming(place, true), lastTouch: flow.now })
  if (
    (where === 'issuing' && lasted >= STUCK_ISSUING_MS) ||
    (where === 'printing' && lasted >= STUCK_PRINTING_MS)
  )
    return stay({ ...flow, stay: orphaned(flow.stay), staySince: flow.now })
  const leaves = leavesAt(flow)
  if (leaves !== null && flow.now >= leaves) return everythingCleared(flow)
  return idleness(flow).is === 'over' ? everythingCleared(flow) : stay(flow)
}

/** Who has laid an ID card on the reader has said enough: the ticket comes at once, of the class the card gives. */
function chosen(flow: Flow, serviceId: string, touchId: string): Step {
  const page = pageOf(flow)
  if (page.kind !== 'start') return stay(flow)
  const service = page.sheet.flatMap((group) => group.services).find((one) => one.id === serviceId)
  if (!service?.open) return stay(flow)
  const asked = { serviceId: service.id, sheet: page.number }
  const ordinary = flow.view?.classes[0]
  return flow.view?.card.is === 'known' && ordinary
    ? ask(flow, asked, ordinary.id, touchId)
    : stay({ ...flow, place: { at: 'confirm', ...asked, again: false } })
}

function take(flow: Flow, classId: string, touchId: string): Step {
  const page = pageOf(flow)
  const chosenClass = flow.view?.classes.find((one) => one.id === classId)
  if (page.kind !== 'confirm' || flow.place.at !== 'confirm' || !chosenClass) return stay(flow)
  return ask(flow, flow.place, chosenClass.id, touchId)
}

function ask(
  flow: Flow,
  { serviceId, sheet }: { serviceId: ServiceId; sheet: number },
  classId: ClassId,
  touchId: string,
): Step {
  return {
    flow: { ...flow, place: { at: 'asked', serviceId, sheet, touchId, since: flow.now } },
    intents: [
      {
        type: 'issue',
        touchId,
        serviceId,
        classId,
        language: languageOf(flow),
        senior: flow.senior,
      },
    ],
  }
}

function turned(flow: Flow, by: 1 | -1): Flow {
  const page = pageOf(flow)
  if (page.kind !== 'start' || !flow.view) return flow
  const last = sheetsOf(flow.view, flow.senior).length - 1
  return { ...flow, place: { at: 'start', sheet: Math.max(0, Math.min(last, page.number + by)) } }
}

function back(flow: Flow): Step {
  if (leavesAt(flow) !== null) return retry(flow)
  if (flow.place.at === 'confirm') return stay({ ...flow, place: { at: 'start', sheet: flow.place.sheet } })
  if (flow.place.at === 'start') return stay(turned(flow, -1))
  return home(flow)
}

/** Home, with the language and mode of the customer who is still there. */
function home(flow: Flow): Step {
  if (leavesAt(flow) !== null) return everythingCleared(flow)
  return { flow: { ...flow, place: { at: 'start', sheet: 0 } }, intents: lockIfOpen(flow) }
}

/** Home for the next customer: nothing of the last one remains. */
function everythingCleared(flow: Flow): Step {
  const { flow: left, intents } = leave(flow)
  return {
    flow: { ...left, place: { at: 'start', sheet: 0 }, language: null, senior: false },
    intents: [...intents, ...forgetting(flow), ...lockIfOpen(flow)],
  }
}

function forgetting({ view }: Flow): ScreenIntent[] {
  return view?.card.is === 'known' ? [{ type: 'forgetCard' }] : []
}

/** From a failed attempt back to the question, for a new touch. */
function retry(flow: Flow): Step {
  const { step: where } = flow.stay
  return where === 'refused' || where === 'noAnswer' || where === 'lost' ? leave(flow) : stay(flow)
}

/** Leaves the session behind and lets the agent know. */
function leave(flow: Flow): Step {
  if (flow.stay.step === 'idle') return stay(flow)
  return {
    flow: { ...flow, stay: { step: 'idle' }, staySince: flow.now, left: flow.stay.touchId },
    intents: [{ type: 'dismiss' }],
  }
}

function lockIfOpen(flow: Flow): ScreenIntent[] {
  return flow.place.at === 'pin' || flow.place.at === 'maintenance' ? [{ type: 'lockMaintenance' }] : []
}

/** Every visit to the PIN pad starts locked, whatever an earlier one left open. */
function toPin(flow: Flow): Step {
  if (flow.place.at === 'pin' || flow.place.at === 'maintenance') return stay(flow)
  const { flow: left, intents } = leave(flow)
  return {
    flow: { ...left, place: { at: 'pin', sent: false } },
    intents: [...intents, ...forgetting(flow), { type: 'lockMaintenance' }],
  }
}

function inMaintenance(flow: Flow, intent: ScreenIntent): Step {
  return { flow, intents: flow.place.at === 'maintenance' ? [intent] : [] }
}
