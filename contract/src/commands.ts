import { z } from 'zod'
import type { Actor } from './access.ts'
import { lookUp } from './define/table.ts'
import type { Sender } from './define/command.ts'
import { everyCommand } from './every.ts'
import type { EveryCommand } from './every.ts'

type SystemDefinition = Extract<EveryCommand, { by: readonly ['system'] }>
type PeerDefinition = Exclude<EveryCommand, SystemDefinition>
type SchemaOf<Definition> = Definition extends { schema: infer Schema } ? Schema : never
type Union<Definition> = z.ZodDiscriminatedUnion<
  [
    SchemaOf<Definition> & z.core.$ZodTypeDiscriminable,
    ...(SchemaOf<Definition> & z.core.$ZodTypeDiscriminable)[],
  ],
  'type'
>

function isSystemDefinition(definition: EveryCommand): definition is SystemDefinition {
  return definition.by[0] === 'system'
}

function unionOf(definitions: readonly EveryCommand[]): unknown {
  const [first, ...rest] = definitions.map(({ schema }) => schema)
  if (!first) throw new Error('no subject defines a command')
  return z.discriminatedUnion('type', [first, ...rest])
}

const peerDefinitions = everyCommand.filter((definition) => !isSystemDefinition(definition))
const systemDefinitions = everyCommand.filter(isSystemDefinition)

/** Everything a peer may send. */
export const Command = unionOf(peerDefinitions) as Union<PeerDefinition>
export type Command = z.output<SchemaOf<PeerDefinition>>
export type CommandType = Command['type']

/** Everything only the hall server itself may send. */
export const SystemCommand = unionOf(systemDefinitions) as Union<SystemDefinition>
export type SystemCommand = z.output<SystemDefinition['prepared']>

/** What `decide` sees: peer and system commands, as the server has prepared them (see `command`). */
export type DecidableCommand = z.output<EveryCommand['prepared']>
export type DecidableType = DecidableCommand['type']
/** One command as it is decided: `Decidable<'ticket.issue'>`. */
export type Decidable<Type extends DecidableType> = Extract<DecidableCommand, { type: Type }>

/** Who may send what. Whether it is *their* counter, ticket or device is for `decide` to see. */
export const GRANTS = Object.fromEntries<readonly Sender[]>(
  peerDefinitions.map(({ type, by }) => [type, by]),
) as Record<CommandType, readonly Sender[]>

/** Whether this actor may send commands of this type at all. The system may send everything. */
export function mayCommand(actor: Actor, type: CommandType): boolean {
  if (actor.kind === 'system') return true
  const held: readonly Sender[] = actor.kind === 'staff' ? actor.roles : [actor.stationKind]
  return (lookUp(GRANTS, type) ?? []).some((grant) => held.includes(grant))
}

const systemTypes: ReadonlySet<string> = new Set(systemDefinitions.map(({ type }) => type))

/** Whether only the hall server itself may send it. */
export function isSystemCommand(command: DecidableCommand): command is SystemCommand {
  return systemTypes.has(command.type)
}

const added = new Map<string, readonly string[]>(
  everyCommand.map((definition) => [definition.type, definition.added]),
)

/** A command without what the server put in when it prepared it: what its sender meant, by which a retry is known. */
export function asSent(command: DecidableCommand): Record<string, unknown> {
  const fields = (added.get(command.type) ?? []).filter((name) => Object.hasOwn(command, name))
  if (fields.length === 0) return command
  return Object.fromEntries(Object.entries(command).filter(([name]) => !fields.includes(name)))
}
