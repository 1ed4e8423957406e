import { z } from 'zod'

// Bounds of sense for what peers and files may say. What has none of its own has one of these (`bounds.test.ts`).

/** Rows of a kind in a hall's file: many times what any hall has. */
export const MOST_ROWS = 2_000
/** A thousand facts a second make as many in thirty years. */
export const MOST_FACTS = 1_000_000_000_000

/** Number of a fact; 0: before the first. */
export const FactNumber = z.number().int().min(0).max(MOST_FACTS)
/** How many times something happened. */
export const Times = z.number().int().min(1).max(1_000_000_000)
/** How long something takes at most, ms: a year. */
export const Duration = z
  .number()
  .int()
  .min(0)
  .max(366 * 24 * 3_600_000)

/** A table of no more than so many entries. */
export function tableUpTo<Key extends z.core.$ZodRecordKey, Value extends z.ZodType>(
  most: number,
  key: Key,
  value: Value,
): z.ZodRecord<Key, Value> {
  return z
    .record(key, value)
    .refine((table) => Object.keys(table).length <= most, `at most ${most} entries`)
    .meta({ maxProperties: most })
}
