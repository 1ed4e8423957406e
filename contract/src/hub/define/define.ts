import { z } from 'zod'
import type { RefusalRow } from '../../define/refusal.ts'
import { CommandId, PeerCommandId } from '../../ids.ts'

type Command<Type extends string, Fields extends z.ZodRawShape> = z.ZodObject<
  { type: z.ZodLiteral<Type>; id: typeof CommandId } & Fields,
  z.core.$strict
>
type Fact<Type extends string, Fields extends z.ZodRawShape> = z.ZodObject<
  { type: z.ZodLiteral<Type> } & Fields,
  z.core.$strip
>

/** `account`: anybody who is signed in may send it, and what they may is decided; `system`: the hub alone. */
export type HubSender = 'account' | 'system'

export type HubCommandDefinition<
  Type extends string = string,
  Schema extends z.ZodType = z.ZodType,
  By extends HubSender = HubSender,
> = { type: Type; by: By; schema: Schema }

/** Defines a command to the hub's own records; like a hall's, it has an id that always gets the same answer. */
export function hubCommand<
  const Type extends string,
  Fields extends z.ZodRawShape,
  const By extends HubSender,
>(type: Type, fields: Fields, { by }: { by: By }): HubCommandDefinition<Type, Command<Type, Fields>, By> {
  const id = by === 'system' ? CommandId : PeerCommandId
  const schema = z.strictObject({ type: z.literal(type), id, ...fields })
  return { type, by, schema: schema }
}

export type HubFactDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> = {
  type: Type
  schema: Schema
}

/** Defines a fact of the hub's own records. It is kept for ever and names no person: an account's id stands for one. */
export function hubFact<const Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  fields: Fields,
): HubFactDefinition<Type, Fact<Type, Fields>> {
  return { type, schema: z.object({ type: z.literal(type), ...fields }) }
}

export type HubSubject<Name extends string, Commands, Facts, Refusals> = {
  kind: 'hubSubject'
  name: Name
  commands: Commands
  facts: Facts
  refusals: Refusals
}

/** Defines a subject of the hub's own records; one line in `hub/subjects.ts` makes it part of the contract. */
export function hubSubject<
  const Name extends string,
  Commands extends Readonly<Record<string, HubCommandDefinition<`${Name}.${string}`>>>,
  Facts extends Readonly<Record<string, HubFactDefinition>>,
  Refusals extends Readonly<Record<string, RefusalRow>>,
>(
  name: Name,
  parts: { commands: Commands; facts: Facts; refusals: Refusals },
): HubSubject<Name, Commands, Facts, Refusals> {
  return { kind: 'hubSubject', name, ...parts }
}
