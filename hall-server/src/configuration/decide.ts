import { actorRef } from '@service-hall/contract'
import { facts } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'

/** Brings a checked configuration into force; that it is sound was seen when it was read (`read-hall-file.ts`). */
export const configure: Decider<'hall.configure'> = (_state, { config }, { actor }) =>
  facts({ type: 'HallConfigured', config, by: actorRef(actor) })
