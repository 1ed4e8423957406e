import { z } from 'zod'
import { ActorRef } from '../access.ts'
import { fact } from '../define/fact.ts'

/**
 * A command that was refused: kept, so that asking again gives the same answer. `code` is one of the refusals of the
 * release that wrote it: codes come and go, facts are for ever.
 */
export const CommandRefused = fact(
  'CommandRefused',
  { command: z.string(), code: z.string(), by: ActorRef },
  { seenBy: ['administrator'] },
)
