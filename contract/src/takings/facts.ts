import { z } from 'zod'
import { STAFF_AND_REGION } from '../access.ts'
import { fact } from '../define/fact.ts'
import { PayChannelId, StationId } from '../ids.ts'
import { BusinessDay } from '../time.ts'

/** In fen (分), a sum of one hour: no customer can be told from it. */
const Fen = z.number().int().min(0).max(1_000_000_000_000)

/**
 * What a kiosk took in an hour that is over, by the clock on the hall's wall, and what it usually takes: the tenth, fiftieth
 * and ninetieth percentile of the same hour of the same weekday in the `of` weeks before that it was in use.
 */
export const TakingsCounted = fact(
  'TakingsCounted',
  {
    stationId: StationId,
    day: BusinessDay,
    hour: z.number().int().min(0).max(23),
    fen: Fen,
    payments: z.number().int().min(0).max(1_000_000),
    usual: z.strictObject({ low: Fen, median: Fen, high: Fen, of: z.number().int().min(0).max(520) }),
  },
  { seenBy: STAFF_AND_REGION },
)

/**
 * What a hall took in an hour that is over, by the clock on its wall: at its kiosks and at its counters, by channel. Nothing is
 * told of an hour in which nothing was paid. Kiosks are in `TakingsCounted` too, each by itself; counters are here only, and
 * together, since what one of them took would be what one of the staff took.
 */
export const TakingsSummed = fact(
  'TakingsSummed',
  {
    day: BusinessDay,
    hour: z.number().int().min(0).max(23),
    ways: z
      .array(
        z.strictObject({
          at: z.enum(['kiosk', 'counter']),
          channel: PayChannelId,
          fen: Fen,
          payments: z.number().int().min(1).max(1_000_000),
        }),
      )
      .min(1)
      .max(100),
  },
  { seenBy: STAFF_AND_REGION },
)

/** How many payments nobody knows the result of, and how long the oldest of them has been so, ms; 0 of them: none. */
export const UnknownPaymentsCounted = fact(
  'UnknownPaymentsCounted',
  {
    payments: z.number().int().min(0).max(1_000_000),
    oldestMs: z.number().int().min(0).max(315_360_000_000),
  },
  { seenBy: STAFF_AND_REGION },
)
