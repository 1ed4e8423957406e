import type { Flow } from './state.ts'

/** How long each last page stays before it goes home by itself, ms. */
const PRINTED_MS = 8_000
/** Longer where an ID card is to be taken back as well. */
const PRINTED_WITH_CARD_MS = 12_000
const ON_SCREEN_MS = 30_000
const TROUBLE_MS = 15_000
/** How long “Are you still there?” waits for an answer, ms. */
const QUESTION_MS = 10_000
/** An issue not taken up by the agent within this time never reached it, ms. */
export const UNHEARD_MS = 2_000
/** The agent ends every session itself; after this long without a word it is taken as gone, ms. */
export const STUCK_ISSUING_MS = 30_000
export const STUCK_PRINTING_MS = 60_000
const DEFAULT_IDLE_SECONDS = 45

/** When the page of a finished session goes home by itself; null for all other pages. */
export function leavesAt(flow: Flow): number | null {
  switch (flow.stay.step) {
    case 'printed':
      return flow.staySince + (isKnown(flow) ? PRINTED_WITH_CARD_MS : PRINTED_MS)
    case 'onScreen':
      return flow.staySince + ON_SCREEN_MS
    case 'refused':
    case 'noAnswer':
    case 'lost':
      return flow.staySince + TROUBLE_MS
    case 'idle':
    case 'issuing':
    case 'printing':
      return null
  }
}

/** When the screen counts as left alone. */
function idleAt(flow: Flow): number {
  return flow.lastTouch + (flow.view?.hall?.idleSeconds ?? DEFAULT_IDLE_SECONDS) * 1_000
}

/** Whether somebody left traces that the next customer must not meet. */
function hasTraces(flow: Flow): boolean {
  const untouched = flow.place.at === 'start' && flow.place.sheet === 0
  return !untouched || flow.language !== null || flow.senior || isKnown(flow)
}

function isKnown({ view }: Flow): boolean {
  return view?.card.is === 'known'
}

/** What being left alone brings now: nothing, the question (until when), or the way home. */
export function idleness(flow: Flow): { is: 'none' } | { is: 'question'; until: number } | { is: 'over' } {
  if (flow.stay.step !== 'idle' || flow.place.at === 'asked' || !hasTraces(flow)) return { is: 'none' }
  const at = idleAt(flow)
  if (flow.now < at) return { is: 'none' }
  if (flow.place.at === 'start') return { is: 'over' }
  return flow.now < at + QUESTION_MS ? { is: 'question', until: at + QUESTION_MS } : { is: 'over' }
}
