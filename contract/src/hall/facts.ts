import { z } from 'zod'
import { ActorRef, EVERYBODY } from '../access.ts'
import { HallConfig } from '../config/hall-config.ts'
import { fact } from '../define/fact.ts'
import { CounterId } from '../ids.ts'
import { BusinessDay } from '../time.ts'
import { configSeen } from './config-seen.ts'

export const HallConfigured = fact(
  'HallConfigured',
  {
    config: HallConfig,
    /** Counters that have another id than before, old to new: whoever sits there sits there still. */
    movedCounters: z.record(CounterId, CounterId).optional(),
    by: ActorRef,
  },
  {
    seenBy: EVERYBODY,
    trim: (configured, audience) => ({ ...configured, config: configSeen(configured.config, audience) }),
  },
)

/**
 * A new business day: tickets that nobody serves are closed (flagged as such), numbers restart. `left`: counters whose
 * staff had left are closed, and a case there is ended with a flag. `carried`: numbers of earlier days that are still
 * in use at other counters, and that this day therefore leaves out.
 */
export const DayOpened = fact(
  'DayOpened',
  { day: BusinessDay, left: z.array(CounterId).optional(), carried: z.array(z.string()).optional() },
  { seenBy: EVERYBODY },
)
