import type {
  KioskSession,
  KioskView,
  Language,
  PaymentAsk,
  PaymentPurpose,
  PlaceGroup,
  ServiceId,
} from '@service-hall/contract'
import type { DraftEvent } from './payment/draft.ts'
import { noPayment } from './payment/state.ts'
import type { PaymentFlow } from './payment/state.ts'

export type ServiceRow = KioskView['services'][number]

/** Which places near by somebody wants to see. Ways that nobody goes to are a list of their own, and not among all. */
export type NearbyWish = { kind: PlaceGroup | 'all'; openOnly: boolean }

/** Where the customer stands as far as the screen itself decides it. */
export type Place =
  | { at: 'start'; sheet: number }
  /** `again`: the last touch never reached the agent; the customer is asked to touch once more. */
  | { at: 'confirm'; serviceId: ServiceId; sheet: number; again: boolean }
  /** The ticket was asked for; the agent has not taken it up yet. */
  | { at: 'asked'; serviceId: ServiceId; sheet: number; touchId: string; since: number }
  /** Halls and payment points near by; `opened`: the sheet of the start page that it was opened from. */
  | ({ at: 'nearby'; sheet: number; opened: number } & NearbyWish)
  /** `sent`: a PIN was sent, so an unlocked view is its answer. */
  | { at: 'pin'; sent: boolean }
  | { at: 'maintenance' }

/** The agent's session as the customer sees it; `lost`: the agent went away before it said how it ended. */
export type Session = KioskSession | { step: 'lost'; touchId: string }

/** Everything the page on the screen follows from. Times are milliseconds of a clock that never runs backwards. */
export type Flow = {
  now: number
  /** What the clock read last. It may be set back all the same: `now` then goes on from where it was. */
  read: number
  view: KioskView | null
  /** Since when the agent has been out of reach; null while it is there. */
  awaySince: number | null
  /** Since when the agent has been without the hall; null while online. */
  offlineSince: number | null
  place: Place
  session: Session
  sessionSince: number
  /** Touch of the last session that was left: what the agent still says of it is old news. */
  left: string | null
  /** A visit that pays or inquires. */
  payment: PaymentFlow
  /** Null: the hall's own first language. */
  language: Language | null
  senior: boolean
  lastTouch: number
  /** When somebody last was at it, or anything else than its first page was on it. */
  stirred: number
  /** Who is at the screen, from the first touch until it goes back to its first page; null: nobody, or a technician. */
  customer: { touches: number } | null
  /** The page on the screen (`keyOf`), and since when it has been there. */
  shown: { key: string; since: number }
}

/** Everything that can happen to the screen. */
export type FlowEvent =
  | { type: 'view'; view: KioskView }
  | { type: 'agent'; present: boolean }
  | { type: 'tick' }
  /** Any finger or key, wherever. */
  | { type: 'touched' }
  /** `touchId`: for the ticket, where the ID card on the reader makes the next question needless. */
  | { type: 'choose'; serviceId: string; touchId: string }
  | { type: 'take'; classId: string; touchId: string }
  | { type: 'turn'; by: 1 | -1 }
  | { type: 'nearby' }
  | ({ type: 'nearbyWish' } & Partial<NearbyWish>)
  | { type: 'payBegin'; purpose: PaymentPurpose; paymentId: string }
  /** An answer to the question of a payment. */
  | { type: 'pay'; ask: PaymentAsk }
  /** What is prepared for an answer. */
  | { type: 'payDraft'; draft: DraftEvent }
  | { type: 'back' }
  | { type: 'home' }
  /** Finished here: the next customer finds nothing of this one. */
  | { type: 'done' }
  | { type: 'retry' }
  | { type: 'language'; language: Language }
  | { type: 'senior'; senior: boolean }
  /** “Yes, I am still here.” */
  | { type: 'stillHere' }
  /** The customer would rather not be known by the ID card. */
  | { type: 'forgetCard' }
  | { type: 'corner' }
  | { type: 'pin'; pin: string }
  | { type: 'testDevice'; deviceId: string }
  | { type: 'restartAgent' }
  | { type: 'exitKiosk' }

/** The screen as it starts: nobody there, nothing known. */
export function initialFlow(now: number): Flow {
  return {
    now,
    read: now,
    view: null,
    awaySince: now,
    offlineSince: now,
    place: { at: 'start', sheet: 0 },
    session: { step: 'idle' },
    sessionSince: now,
    left: null,
    payment: noPayment(now),
    language: null,
    senior: false,
    lastTouch: now,
    stirred: now,
    customer: null,
    shown: { key: '', since: now },
  }
}

/** The language texts are shown in: the customer's choice, else the hall's first. */
export function languageOf(flow: Flow): Language {
  const offered = flow.view?.hall?.languages ?? ['zh', 'en']
  return flow.language !== null && offered.includes(flow.language) ? flow.language : (offered[0] ?? 'zh')
}

/** Whether the customer is known by an ID card. */
export function isKnown({ view }: Flow): boolean {
  return view?.card.is === 'known'
}

/** Whether something that began at `since` (null: it did not) has gone on for so long. */
export function hasLasted({ now }: Flow, since: number | null, ms: number): boolean {
  return since !== null && now - since >= ms
}
