import { isBusy, isTimedByAgent, leavesAt } from '../pages/shown.ts'
import { isVisited } from './payment/state.ts'
import type { Flow } from './state.ts'
import { hasTraces } from './still.ts'

/** How long “Are you still there?” waits for an answer, ms. */
const QUESTION_MS = 10_000
const DEFAULT_IDLE_SECONDS = 45

/** When the screen counts as left alone. */
export function idleAt(flow: Flow): number {
  return flow.lastTouch + (flow.view?.hall?.idleSeconds ?? DEFAULT_IDLE_SECONDS) * 1_000
}

/** What being left alone brings now: nothing, the question (until when), or the way home. */
export function idleness(flow: Flow): { is: 'none' } | { is: 'question'; until: number } | { is: 'over' } {
  if (isTimedByAgent(flow) || isBusy(flow) || leavesAt(flow) !== null || !hasTraces(flow))
    return { is: 'none' }
  const at = idleAt(flow)
  if (flow.now < at) return { is: 'none' }
  if (flow.place.at === 'start' && !isVisited(flow.payment)) return { is: 'over' }
  return flow.now < at + QUESTION_MS ? { is: 'question', until: at + QUESTION_MS } : { is: 'over' }
}
