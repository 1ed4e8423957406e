import type { FactOf } from '@service-hall/contract'
import { CAPABILITIES, decide } from '../src/capabilities.ts'
import type { HallState } from '../src/capabilities.ts'
import { capability, slicesOf } from '../src/core/capability.ts'
import type { Cause, EffectCommand } from '../src/core/capability.ts'
import { foldOf } from '../src/core/fold.ts'
import type { Rules } from '../src/core/hall.ts'
import { dayOpening } from '../src/queue/left.ts'
import type { Slice } from '../src/core/slice.ts'

/** What its effect does outside: answers whether the ticket is to be voided. */
export type Outside = { outside: (ticketId: string) => Promise<boolean> }
export type EchoState = { open: Record<string, Cause<'TicketIssued'>> }
type WithEcho = { view: HallState['view']; echo: EchoState }

const slice: Slice<EchoState> = {
  schema: 'echo-1',
  empty: () => ({ open: {} }),
  evolve(state, { fact, number, at }) {
    if (fact.type === 'TicketIssued') state.open[fact.ticketId] = { number, at, fact }
    if (fact.type === 'TicketVoided') delete state.open[fact.ticketId]
  },
}

async function tell(
  { fact }: { fact: FactOf<'TicketIssued'> },
  { outside }: Outside,
): Promise<EffectCommand | null> {
  const { ticketId } = fact
  return (await outside(ticketId)) ? { type: 'ticket.void', ticketId, reasonId: 'left' as never } : null
}

/** The smallest capability with an effect: every ticket issued is told outside, and voided when that is answered. */
export const echo = capability({
  name: 'echo',
  slice,
  effects: { on: { TicketIssued: tell }, unfinished: ({ echo: { open } }: WithEcho) => Object.values(open) },
})

/** The rules of a hall that has it as well. */
export const echoRules: Rules<HallState & { echo: EchoState }> = {
  fold: foldOf({ ...slicesOf(CAPABILITIES), ...slicesOf([echo]) }),
  decide,
  due: () => [],
  opening: dayOpening,
}
