import { z } from 'zod'
import type { LimitedAudience } from '../access.ts'
import type { Instant } from '../time.ts'

/** Who sees a fact, besides administrators, who see all. `['administrator']`: nobody else. */
export type SeenBy = readonly [LimitedAudience, ...LimitedAudience[]] | readonly ['administrator']

type FactSchema<Type extends string, Fields extends z.ZodRawShape> = z.ZodObject<
  { type: z.ZodLiteral<Type> } & Fields,
  z.core.$strip
>

export type FactDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> = {
  type: Type
  schema: Schema
  seenBy: SeenBy
  /** The fact as an audience that is not the administrator's gets it; absent: whole. */
  trim?: ((fact: never, audience: LimitedAudience) => unknown) | undefined
  /** The fact as it leaves the server, to administrators too; absent: whole. */
  withheld?: ((fact: never) => unknown) | undefined
}

/** Place of a fact in the hall's journal: numbers run without gaps, `at` is the hall's clock. */
export type FactPlace = { number: number; at: Instant; commandId?: string }

/**
 * Defines a fact: what happened, in the past tense, kept for ever. Its shape never changes, so it owns its enumerations
 * (a command that widens its own does not widen the fact) and names no person: a subject id stands for one.
 *
 * @example
 * // contract/src/payment/facts.ts; every export of the file is a fact of the subject.
 * export const OrderOpened = fact('OrderOpened', { ticketId: TicketId, amount: Fen }, { seenBy: ['station'] })
 *
 * // Screens in the hall may know of it, but not who paid.
 * export const OrderPaid = fact('OrderPaid', { orderId: OrderId, subjectId: SubjectId.optional() }, {
 *   seenBy: ['staff', 'station'],
 *   trim: ({ subjectId: _subject, ...rest }) => rest,
 * })
 */
export function fact<const Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  fields: Fields,
  options: {
    seenBy: SeenBy
    trim?: (
      fact: z.output<FactSchema<Type, Fields>>,
      audience: LimitedAudience,
    ) => z.output<FactSchema<Type, Fields>>
    withheld?: (fact: z.output<FactSchema<Type, Fields>>) => z.output<FactSchema<Type, Fields>>
  },
): FactDefinition<Type, FactSchema<Type, Fields>> {
  const schema = z.object({ type: z.literal(type), ...fields }) as unknown as FactSchema<Type, Fields>
  return { type, schema, ...options }
}
