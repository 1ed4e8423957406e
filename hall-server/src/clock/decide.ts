import { actorRef } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import { SMALL_MS } from '../core/hall-clock.ts'

/** An administrator says that the machine's clock is right after all: the hall goes by it from now on. */
export const confirmClock: Decider<'hall.confirmClock'> = (state, { reading }, { actor, now }) => {
  const { clock } = state.view
  if (!clock) return refuse('clock.notHeld')
  if (Math.abs(now + clock.offByMs - reading) > SMALL_MS) return refuse('clock.moved')
  return facts({ type: 'ClockSet', byMs: clock.offByMs, since: clock.since, by: actorRef(actor) })
}
