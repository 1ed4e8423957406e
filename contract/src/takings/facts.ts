import { z } from 'zod'
import { STAFF_AND_REGION } from '../access.ts'
import { fact } from '../define/fact.ts'
import { StationId } from '../ids.ts'
import { BusinessDay } from '../time.ts'

/** In fen (分), of one kiosk in one hour: no customer and no single payment can be told from it. */
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

/** How many payments nobody knows the result of, and how long the oldest of them has been so, ms; 0 of them: none. */
export const UnknownPaymentsCounted = fact(
  'UnknownPaymentsCounted',
  {
    payments: z.number().int().min(0).max(1_000_000),
    oldestMs: z.number().int().min(0).max(315_360_000_000),
  },
  { seenBy: STAFF_AND_REGION },
)
