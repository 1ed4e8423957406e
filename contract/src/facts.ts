import { z } from 'zod'
import { everyFact } from './every.ts'
import type { EveryFact } from './every.ts'
import { CommandId } from './ids.ts'
import { Instant } from './time.ts'

type Schema = EveryFact['schema']

/** Everything that can have happened in a hall. A fact's shape never changes; a new shape is a new version. */
export const Fact = unionOf(everyFact.map(({ schema }) => schema))
export type Fact = z.output<Schema>
export type FactType = Fact['type']
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>

function unionOf([first, ...rest]: readonly Schema[]): z.ZodDiscriminatedUnion<
  [Schema, ...Schema[]],
  'type'
> {
  if (!first) throw new Error('no subject defines a fact')
  return z.discriminatedUnion('type', [first, ...rest])
}

/** A fact with its place in the hall's journal: numbers run without gaps, `at` is the hall's clock. */
export const FactEntry = z.object({
  number: z.number().int().min(1),
  at: Instant,
  commandId: CommandId.optional(),
  fact: Fact,
})
export type FactEntry = {
  number: number
  at: Instant
  commandId?: string
  fact: Fact
}

/**
 * Facts `from`…`to` were committed; `entries` are those of them that this audience sees. `to` may be `from` - 1: no
 * facts, it only says where the hall stands, so that who missed some sees the gap.
 */
export const FactBatch = z.object({
  from: z.number().int(),
  to: z.number().int(),
  entries: z.array(FactEntry),
  now: Instant.optional(),
})
export type FactBatch = {
  from: number
  to: number
  entries: FactEntry[]
  /** The hall's clock when the batch was sent, epoch ms; absent from a batch that was held back, and from releases before. */
  now?: Instant | undefined
}
