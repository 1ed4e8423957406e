import { HallId } from '@service-hall/contract'
import { z } from 'zod'

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const day = z.number().int().min(-10_000_000).max(10_000_000)

/** Facts of a hall that a node has put on the disk. */
export const NewFacts = z.strictObject({
  hallId: HallId,
  /** Of its epoch. */
  ordinal: count,
  /** What is new begins here; everything up to `to` is there. */
  from: count,
  to: count,
})
export type NewFacts = z.infer<typeof NewFacts>

/**
 * What a node tells the others, so that they need not look for it. Whoever misses one loses nothing: all of it is in the
 * database, and looked for there as well.
 */
export const Notice = z.strictObject({
  node: z.string().min(1).max(60),
  facts: z
    .strictObject({
      halls: z.array(NewFacts).max(10_000),
      /** The days (UTC, since 1970) that they are of: where partitions are days, no others are read. */
      days: z.strictObject({ from: day, to: day }),
    })
    .optional(),
  lines: z
    .array(
      z.strictObject({
        hall: HallId,
        node: z.string().min(1).max(60),
        claim: count,
        connected: z.boolean(),
        since: count,
      }),
    )
    .max(10_000)
    .optional(),
  /** Number of the last fact of the hub's own records. */
  records: count.optional(),
})
export type Notice = z.infer<typeof Notice>
