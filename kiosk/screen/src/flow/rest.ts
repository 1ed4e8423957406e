import { pageOf } from '../pages/shown.ts'
import { isVisited } from './payment/state.ts'
import { isKnown } from './state.ts'
import type { Flow } from './state.ts'

/** Pages that stand while nobody is there. */
export const REST_PAGES: readonly string[] = ['start', 'playlist']

/**
 * Names a spell in which nobody is at the kiosk: the start page stands or the playlist plays, no ticket is under way, no card is known. Another
 * one after each touch; undefined: somebody is there. The shell takes pictures in such a spell alone.
 */
export function restOf(flow: Flow): string | undefined {
  const isFree =
    flow.place.at === 'start' && flow.session.step === 'idle' && !isVisited(flow.payment) && !isKnown(flow)
  return isFree && REST_PAGES.includes(pageOf(flow).name) ? `rest-${flow.lastTouch}` : undefined
}
