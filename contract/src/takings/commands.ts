import { z } from 'zod'
import { command } from '../define/command.ts'

/** An hour is over: what each kiosk and the counters together took in it is told. `hour`: hours since 1970, of the hall's clock. */
export const CountTakings = command(
  'takings.count',
  { hour: z.number().int().min(0).max(10_000_000) },
  { by: ['system'] },
)
/** The number of payments without a known result is another one, or a quarter of an hour has passed. */
export const CountUnknown = command('takings.countUnknown', {}, { by: ['system'] })
