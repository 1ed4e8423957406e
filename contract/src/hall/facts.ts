import { z } from 'zod'
import { ActorRef, EVERYBODY } from '../access.ts'
import { HallConfig } from '../config/hall-config.ts'
import { fact } from '../define/fact.ts'
import { CounterId, ServiceId } from '../ids.ts'
import { BusinessDay, Instant } from '../time.ts'
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
  {
    day: BusinessDay,
    left: z.array(CounterId).optional(),
    carried: z.array(z.string()).optional(),
    /** Tickets issued by facts from this number on stay open: the day changed without their customers having left. */
    carriesFrom: z.number().int().min(1).optional(),
    /** Services that were open over the change of day: who waits for them waits on. */
    carriesServices: z.array(ServiceId).optional(),
    /** The server did not live through the change: what is closed now can come back with `DayResumed`. */
    afterGap: z.literal(true).optional(),
  },
  { seenBy: EVERYBODY },
)

/** The clock was put back: the business day is this earlier one again, and what its end had closed is open again. */
export const DayResumed = fact('DayResumed', { day: BusinessDay }, { seenBy: EVERYBODY })

/** A run begins so long after the last fact, by its clock. Nobody lived through that time: the clock alone says it. */
export const ServerAway = fact('ServerAway', { forMs: z.number().int().min(0) }, { seenBy: ['region'] })

/**
 * The machine's clock shows a time that cannot be, or has jumped: the hall goes on by its own, steady one, until the
 * machine's is plausible again (`ClockTrusted`, `ClockSet`) or an administrator confirms it (`ClockSet`).
 */
export const ClockHeld = fact(
  'ClockHeld',
  {
    /** The machine's clock minus the hall's, ms. */
    offByMs: z.number().int(),
    /** What a `ClockSet` that ends this will say. */
    since: Instant,
    /** Tickets issued by facts from this number on outlast a change of day that the clock's correction brings. */
    from: z.number().int().min(1),
    /** The server began so: nobody knows the time of day, so no hours are enforced and no day is opened. */
    timeUnknown: z.boolean(),
  },
  { seenBy: EVERYBODY },
)

/** The machine's clock agrees with the hall's again. */
export const ClockTrusted = fact('ClockTrusted', {}, { seenBy: EVERYBODY })

/**
 * The hall's clock was put right by `byMs`, and this fact is the first that is stamped by it. Stamps and deadlines of
 * `since` or later, by the clock before, move along: how long somebody has waited, is parked or locked does not change.
 */
export const ClockSet = fact(
  'ClockSet',
  { byMs: z.number().int(), since: Instant, by: ActorRef },
  { seenBy: EVERYBODY },
)
