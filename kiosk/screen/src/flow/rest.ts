import { pageOf } from '../pages/shown.ts'
import { isKnown } from './state.ts'
import type { Flow } from './state.ts'

/**
 * Names a spell in which nobody is at the kiosk: the start page stands, no ticket is under way, no card is known. Another
 * one after each touch; undefined: somebody is there. The shell takes pictures in such a spell alone.
 */
export function restOf(flow: Flow): string | undefined {
  const isFree = flow.place.at === 'start' && flow.session.step === 'idle' && !isKnown(flow)
  return isFree && pageOf(flow).name === 'start' ? `rest-${flow.lastTouch}` : undefined
}
