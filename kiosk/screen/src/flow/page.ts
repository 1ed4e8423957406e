import type { RefusalCode, ScreenTicket } from '@service-hall/contract'
import { leavesAt } from './timing.ts'
import { sheetsOf } from './sheets.ts'
import type { ServiceRow, Sheet } from './sheets.ts'
import type { Flow, Stay } from './state.ts'

/** The one page on the screen. `leavesAt`: when it goes home by itself. */
export type Page =
  | { kind: 'starting' }
  | { kind: 'enrol'; code: string }
  | { kind: 'offline' }
  | { kind: 'start'; sheet: Sheet; number: number; count: number }
  | { kind: 'confirm'; service: ServiceRow; again: boolean }
  | { kind: 'issuing' }
  | { kind: 'printing'; ticket: ScreenTicket }
  | { kind: 'printed'; ticket: ScreenTicket; leavesAt: number }
  | { kind: 'onScreen'; ticket: ScreenTicket; paper: 'notPrinted' | 'unknown'; leavesAt: number }
  | { kind: 'refused'; code: RefusalCode; leavesAt: number }
  /** `sure`: no ticket was made. */
  | { kind: 'noAnswer'; sure: boolean; leavesAt: number }
  | { kind: 'pin' }
  | { kind: 'maintenance' }

/** A short drop of the line to the hall is not worth a page of its own, ms. */
const OFFLINE_GRACE_MS = 1_500
/** The same for the agent, which is restarted within a second or two when it dies. */
const AWAY_GRACE_MS = 2_000

export function pageOf(flow: Flow): Page {
  if (flow.place.at === 'pin') return { kind: 'pin' }
  if (flow.place.at === 'maintenance') return { kind: 'maintenance' }
  return pageOfStay(flow.stay, leavesAt(flow) ?? flow.now) ?? pageAtRest(flow)
}

function pageOfStay(stay: Stay, leavesAt: number): Page | null {
  switch (stay.step) {
    case 'idle':
      return null
    case 'issuing':
      return { kind: 'issuing' }
    case 'printing':
      return { kind: 'printing', ticket: stay.ticket }
    case 'printed':
      return { kind: 'printed', ticket: stay.ticket, leavesAt }
    case 'onScreen':
      return { kind: 'onScreen', ticket: stay.ticket, paper: stay.paper, leavesAt }
    case 'refused':
      return { kind: 'refused', code: stay.code, leavesAt }
    case 'noAnswer':
      return { kind: 'noAnswer', sure: true, leavesAt }
    case 'lost':
      return { kind: 'noAnswer', sure: false, leavesAt }
  }
}

function pageAtRest(flow: Flow): Page {
  const { view, place } = flow
  if (place.at === 'asked') return { kind: 'issuing' }
  if (!view || lasted(flow, flow.awaySince, AWAY_GRACE_MS)) return { kind: 'starting' }
  if (view.enrolmentCode !== null) return { kind: 'enrol', code: view.enrolmentCode }
  if (!view.hall) return { kind: 'starting' }
  if (lasted(flow, flow.offlineSince, OFFLINE_GRACE_MS)) return { kind: 'offline' }
  if (place.at === 'confirm') {
    const service = view.services.find((one) => one.id === place.serviceId && one.open)
    if (service) return { kind: 'confirm', service, again: place.again }
  }
  const sheets = sheetsOf(view, flow.senior)
  const wanted = place.at === 'start' || place.at === 'confirm' ? place.sheet : 0
  const number = Math.min(wanted, sheets.length - 1)
  return { kind: 'start', sheet: sheets[number] ?? [], number, count: sheets.length }
}

function lasted(flow: Flow, since: number | null, ms: number): boolean {
  return since !== null && flow.now - since >= ms
}

/** Whether the kiosk is at work for a customer, so that nothing but waiting makes sense. */
export function isBusy(flow: Flow): boolean {
  return flow.place.at === 'asked' || flow.stay.step === 'issuing' || flow.stay.step === 'printing'
}

/** Where “back” leads from here, if anywhere. */
export function canGoBack(flow: Flow): boolean {
  const page = pageOf(flow)
  if (page.kind === 'start') return page.number > 0
  return ['confirm', 'pin', 'maintenance', 'refused', 'noAnswer'].includes(page.kind)
}

/** Whether “home” leads anywhere from here. */
export function canGoHome(flow: Flow): boolean {
  const page = pageOf(flow)
  return canGoBack(flow) || page.kind === 'printed' || page.kind === 'onScreen'
}
