import { z } from 'zod'
import type { Role, StationKind } from '../access.ts'
import { CommandId, PeerCommandId } from '../ids.ts'

/** Who may send a command, as their session or enrolment says. */
export type Sender = Role | StationKind

/** `['system']`: the hall server alone, to itself. It may also send everything that others may. */
export type Senders = readonly [Sender, ...Sender[]] | readonly ['system']

type Common<Type extends string> = { type: z.ZodLiteral<Type>; id: typeof CommandId }
type CommandSchema<Type extends string, Fields extends z.ZodRawShape> = z.ZodObject<
  Common<Type> & Fields,
  z.core.$strict
>
type PreparedSchema<
  Type extends string,
  Fields extends z.ZodRawShape,
  Gone extends keyof Fields,
  Added extends z.ZodRawShape,
> = z.ZodObject<
  Common<Type> & { [Name in Exclude<keyof Fields, Gone>]: Fields[Name] } & Added,
  z.core.$strict
>

/** How the server changes a command before it decides it: what must not go further is taken out, what it looked up put in. */
export type Preparation<Gone, Added> = { without: readonly Gone[]; with: Added }

export type CommandDefinition<
  Type extends string = string,
  By extends Senders = Senders,
  Schema extends z.ZodType = z.ZodType,
  Prepared extends z.ZodType = z.ZodType,
> = {
  type: Type
  by: By
  /** As it is sent. */
  schema: Schema
  /** As it is decided. */
  prepared: Prepared
  /** Fields that only the server puts in: they do not tell one command from another under the same id. */
  added: readonly string[]
}

/**
 * Defines a command: an imperative with an id that its sender makes and keeps until it is answered. Its fields are
 * strict: an unknown one is refused. Whether it is *their* counter, ticket or device is for the decider to see.
 *
 * @example
 * // contract/src/payment/commands.ts; every export of the file is a command of the subject.
 * export const OpenPayment = command('payment.open', { ticketId: TicketId, amount: Fen }, { by: ['kiosk'] })
 *
 * // The server looks something up first: the decider gets `customerId` and never sees `cardNumber`.
 * export const PayByCard = command('payment.byCard', { cardNumber: z.string() }, {
 *   by: ['kiosk'],
 *   prepared: { without: ['cardNumber'], with: { customerId: SubjectId } },
 * })
 */
export function command<
  const Type extends string,
  Fields extends z.ZodRawShape,
  const By extends Senders,
  Gone extends keyof Fields & string,
  Added extends z.ZodRawShape,
>(
  type: Type,
  fields: Fields,
  options: { by: By; prepared: Preparation<Gone, Added> },
): CommandDefinition<Type, By, CommandSchema<Type, Fields>, PreparedSchema<Type, Fields, Gone, Added>>
export function command<const Type extends string, Fields extends z.ZodRawShape, const By extends Senders>(
  type: Type,
  fields: Fields,
  options: { by: By },
): CommandDefinition<Type, By, CommandSchema<Type, Fields>, CommandSchema<Type, Fields>>
export function command(
  type: string,
  fields: z.ZodRawShape,
  { by, prepared }: { by: Senders; prepared?: Preparation<string, z.ZodRawShape> },
): CommandDefinition {
  const id = by[0] === 'system' ? CommandId : PeerCommandId
  const shape = { type: z.literal(type), id, ...fields }
  const schema = z.strictObject(shape)
  if (!prepared) return { type, by, schema, prepared: schema, added: [] }
  const kept = Object.entries(shape).filter(([name]) => !prepared.without.includes(name))
  return {
    type,
    by,
    schema,
    prepared: z.strictObject({ ...Object.fromEntries(kept), ...prepared.with }),
    added: Object.keys(prepared.with),
  }
}
