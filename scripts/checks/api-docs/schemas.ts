import * as contract from '@service-hall/contract'
import { z } from 'zod'
import { sentencesOf } from './sentences.ts'

export type Json = { [key: string]: unknown }

/** Ids are few kinds of text under many names (`ids.ts`). */
const SHARED = [
  ['Key', contract.StaffId],
  ['MachineId', contract.CommandId],
] as const

export const sentences = sentencesOf()
/** Subjects come in no certain order, nor do the names of a module. */
function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

const SORTED: Readonly<Record<string, (schema: Json) => Json>> = {
  Command: sortedOptions,
  Fact: sortedOptions,
  PeerHubCommand: sortedOptions,
  RefusalCode: (schema) => ({ enum: (schema['enum'] as string[]).toSorted() }),
}

function sortedOptions({ oneOf }: Json): Json {
  return { oneOf: (oneOf as { $ref: string }[]).toSorted((a, b) => (a.$ref < b.$ref ? -1 : 1)) }
}

type Definition = { type: string; schema: z.ZodType }
const registry = z.registry<{ id: string }>()
const names = new Map<z.ZodType, string>()

function add(id: string, schema: z.ZodType): void {
  if (names.has(schema)) return
  names.set(schema, id)
  registry.add(schema, { id })
}

for (const [id, schema] of SHARED) add(id, schema)
const definitions = [
  ...contract.SUBJECTS.flatMap(({ commands, facts }) => [
    ...Object.values(commands),
    ...Object.values(facts),
  ]),
  ...contract.HUB_SUBJECTS.flatMap(({ commands }) => Object.values<Definition>(commands)),
]
for (const { type, schema } of definitions) add(type, schema)
for (const [name, value] of Object.entries<unknown>(contract).sort(byName))
  if (value instanceof z.ZodType) add(name, value)

/** Every named schema of the contract as it is written by who sends it: what has a default may be left out. */
export const components: Readonly<Record<string, Json>> = Object.fromEntries(
  Object.entries(
    z.toJSONSchema(registry, { io: 'input', uri: refTo, unrepresentable: 'any' }).schemas as Record<
      string,
      Json
    >,
  ).map(([name, { $schema: _schema, $id: _id, id: _name, ...schema }]) => [name, described(name, schema)]),
)

function described(name: string, unsorted: Json): Json {
  const schema = { ...unsorted, ...SORTED[name]?.(unsorted) }
  const description = sentences.get(name)
  return description === undefined ? schema : { description, ...schema }
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

/** A schema as it stands in a description: by its name where it has one. */
export function schemaOf(schema: z.ZodType): Json {
  const name = names.get(schema)
  if (name === undefined) throw new Error('only schemas that the contract exports by name can be described')
  return { $ref: refTo(name) }
}

/** `getApiHallsHallIdRules` */
export function operationId(method: string, path: string): string {
  return `${method.toLowerCase()}${path.replaceAll(/:?[/:-](\w)/g, (_all, letter: string) => letter.toUpperCase())}`
}

/** Parameters of a path or of a query; of a query with several forms those of all of them. */
export function parameters(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  examples: Readonly<Record<string, string>> = {},
): Json[] {
  const required = place === 'path'
  return Object.entries(schema ? propertiesOf(schema) : {}).map(([name, one]) => ({
    ...{ name, in: place, required, schema: one },
    ...(Object.hasOwn(examples, name) ? { example: examples[name] } : {}),
  }))
}

function propertiesOf(schema: z.ZodType): Json {
  const io = schema instanceof z.ZodObject ? 'input' : 'output'
  const { properties, anyOf, oneOf } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  const forms = [...(anyOf ?? []), ...(oneOf ?? [])] as { properties?: Json }[]
  const all: Json = {}
  for (const form of forms) Object.assign(all, form.properties)
  return { ...all, ...properties }
}

/** Every `$ref` under a value. */
export function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  )
}

/** The components that a description needs, by name: those it refers to, and what they refer to. */
export function componentsFor(description: unknown, changed: Readonly<Record<string, Json>> = {}): Json {
  const needed: Json = {}
  const waiting = refsIn(description)
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    const name = /^#\/components\/schemas\/(.+)$/.exec(ref)?.[1]
    if (name === undefined || Object.hasOwn(needed, name)) continue
    const schema = changed[name] ?? components[name]
    if (!schema) throw new Error(`no component ${name}`)
    needed[name] = schema
    waiting.push(...refsIn(schema))
  }
  return Object.fromEntries(Object.entries(needed).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** `ticket.issue`, `TicketCalled`: rows by type, sorted. */
export function byType<T extends { type: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => (a.type < b.type ? -1 : 1))
}
