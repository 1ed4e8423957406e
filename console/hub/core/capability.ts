import type { HubCommand, HubCommandType, HubFact } from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import type { HubDecision, Sender } from '../records/decision.ts'
import type { ReadEntry, RecordPlace } from '../records/entry.ts'
import type { Migration } from './store.ts'

export type HubFactOf<T extends HubFact['type']> = Extract<HubFact, { type: T }>
export type HubCommandOf<T extends HubCommandType> = Extract<HubCommand, { type: T }>

/** Ends what a capability began on a node. */
export type Stop = () => void | Promise<void>

/** What facts do to a part of the state, in place. Pure but for that: no clock, no randomness, no I/O. */
export type HubEvolve<Part, T extends HubFact['type'] = HubFact['type']> = {
  readonly [Type in T]: (state: Part, fact: HubFactOf<Type>, place: RecordPlace) => void
}

/** Checks a capability's parts against each other; see `hubCapability`. */
export type AnyHubCapability = {
  /** Name of its folder. */
  name: string
  empty?: () => object
  evolve?: { [T in HubFact['type']]?: (state: never, fact: HubFactOf<T>, place: RecordPlace) => void }
  deciders?: {
    [T in HubCommandType]?: (state: never, command: HubCommandOf<T>, sender: Sender) => HubDecision
  }
  due?: (state: never, now: number) => HubCommand[]
  migrations?: readonly Migration[]
  alongside?: (trx: Knex, facts: readonly HubFact[], place: { at: number; by: string }) => Promise<void>
  heard?: (entries: readonly ReadEntry[], ports: never) => void
  routes?: (app: FastifyInstance, ports: never) => void
  publicRoutes?: (app: FastifyInstance, ports: never) => void
  start?: (ports: never) => Stop
}

/**
 * Declares a capability of the hub. Everything of it is one folder: `state.ts` (`empty` gives the fields it adds to the
 * state, `evolve` what facts do to them), `decide.ts`, `due.ts` (commands of the hub's own that time alone brings: every
 * node sends them, so their ids derive from their cause), `store.ts` (`migrations`: tables of its own;
 * `alongside`: rows of them that facts bring, in the transaction of the facts), `routes.ts` (what
 * signed-in people may ask), `heard` (what facts set in motion on each node, those of other nodes too), `start` (what runs
 * on each node as long as it does), and `index.ts` with this call; one line in `capabilities.ts` puts it into the hub.
 * Each function says in its own types which parts of the state and which ports it needs; a hub that lacks one does not
 * compile, nor does one in which a command has no decider or a fact changes nothing anywhere.
 */
export function hubCapability<const Definition extends AnyHubCapability>(definition: Definition): Definition {
  return definition
}

type Intersection<Union> = (Union extends unknown ? (of: Union) => void : never) extends (
  of: infer All,
) => void
  ? All
  : never
type Flat<T> = { [Key in keyof T]: T[Key] }
type PartIn<C> = C extends { empty: () => infer Part } ? Part : never
type DecidersIn<C> = C extends { deciders: infer D } ? D : never
type EvolvesIn<C> = C extends { evolve: infer E } ? keyof E : never

/** The fields of all capabilities. */
export type PartsOf<C extends AnyHubCapability> = Flat<Intersection<PartIn<C>>>

/** Types of facts that change something somewhere. */
export type EvolvedBy<C extends AnyHubCapability> = EvolvesIn<C>

/** The deciders of all capabilities in one table. Throws where two decide the same command. */
export function decidersOf<C extends AnyHubCapability>(list: readonly C[]): Intersection<DecidersIn<C>> {
  const merged = new Map<string, unknown>()
  for (const { name, deciders = {} } of list)
    for (const [type, decider] of Object.entries(deciders)) {
      if (merged.has(type)) throw new Error(`two capabilities decide ${type}; the second is ${name}`)
      merged.set(type, decider)
    }
  return Object.fromEntries(merged) as Intersection<DecidersIn<C>>
}

/** The fields of all capabilities, empty. Throws where two have a field of the same name. */
export function emptyParts<C extends AnyHubCapability>(list: readonly C[]): PartsOf<C> {
  const parts: Record<string, unknown> = {}
  for (const { name, empty } of list)
    for (const [field, value] of Object.entries(empty?.() ?? {})) {
      if (Object.hasOwn(parts, field))
        throw new Error(`two capabilities keep ${field}; the second is ${name}`)
      parts[field] = value
    }
  return parts as PartsOf<C>
}

type Change = (state: object, fact: HubFact, place: RecordPlace) => void

/** What each type of fact does, by all capabilities in their order. */
export function changesOf(list: readonly AnyHubCapability[]): ReadonlyMap<string, readonly Change[]> {
  const changes = new Map<string, Change[]>()
  for (const { evolve = {} } of list)
    for (const [type, change] of Object.entries(evolve))
      changes.set(type, [...(changes.get(type) ?? []), change as unknown as Change])
  return changes
}
