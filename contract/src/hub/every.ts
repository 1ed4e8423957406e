import { z } from 'zod'
import type { HubCommandDefinition, HubFactDefinition } from './define/define.ts'
import * as names from './subjects.ts'

type Named = typeof names
type Subjects = Extract<Named[keyof Named], { kind: 'hubSubject' }>
type ValueOf<T> = T[keyof T]
type CommandsOf<S> = S extends { commands: infer Commands } ? ValueOf<Commands> : never
type FactsOf<S> = S extends { facts: infer Facts } ? ValueOf<Facts> : never
type Rows<S> = S extends { refusals: infer Refusals } ? keyof Refusals & string : never
type Output<D> = D extends { schema: infer Schema extends z.ZodType } ? z.output<Schema> : never

type EveryCommand = CommandsOf<Subjects>
type EveryFact = FactsOf<Subjects>

/** Codes of the hub's refusals. */
export type HubCode = Rows<Subjects>
/** Any command to the hub's own records. */
export type HubCommand = Output<EveryCommand>
export type HubCommandType = HubCommand['type']
/** Any fact of the hub's own records. */
export type HubFact = Output<EveryFact>

const isSubject = (value: unknown): value is Subjects =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'hubSubject'

export const HUB_SUBJECTS = Object.values<unknown>(names).filter(isSubject)

const commands = HUB_SUBJECTS.flatMap(({ commands }) => Object.values<HubCommandDefinition>(commands))
const facts = HUB_SUBJECTS.flatMap(({ facts }) => Object.values<HubFactDefinition>(facts))
const union = <T>(definitions: readonly { schema: z.ZodType }[]): z.ZodType<T> =>
  z.discriminatedUnion('type', definitions.map(({ schema }) => schema) as never)

/** A command that a signed-in account may send. */
export const PeerHubCommand = union<HubCommand>(commands.filter(({ by }) => by === 'account'))
export const HubCommand = union<HubCommand>(commands)
export const HubFact = union<HubFact>(facts)
