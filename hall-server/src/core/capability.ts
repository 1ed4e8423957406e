import { table, tableOf } from '@service-hall/contract'
import type {
  Actor,
  Answer,
  Command,
  CommandType,
  Decidable,
  DecidableCommand,
  DecidableType,
  FactEntry,
  FactOf,
  FactType,
  Refusal,
} from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import type { Context, Decision, HasView } from './decision.ts'
import type { Slice } from './slice.ts'

/** Who sends commands from outside. */
export type Peer = Exclude<Actor, { kind: 'system' }>

/** A command with all that was looked up for it. */
export type Prepared = {
  ok: true
  command: DecidableCommand
  /** What is known against a command that was not answered before; asked just before it is decided. */
  bar?: () => Refusal | null
  /** Told what it was answered, before its sender is. */
  answered?: (answer: Answer) => void | Promise<void>
}

/** Looks up or puts away what a peer's command brings, before it is decided: who holds a card, which code a machine shows. */
export type Prepare<T extends CommandType, Ports> = (
  command: Extract<Command, { type: T }>,
  peer: Peer,
  ports: Ports,
) => Prepared | Refusal | Promise<Prepared | Refusal>

/** A fact that sets something in motion, and its place in the journal. */
export type Cause<T extends FactType = FactType> = Omit<FactEntry, 'fact'> & { fact: FactOf<T> }

type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never
/** A command of the server to itself; its id is made from the cause. */
export type EffectCommand = WithoutId<DecidableCommand>

/**
 * What a fact sets in motion outside, after its commit. It ends as a command, or as null where there is nothing to say.
 * It may be run again after a crash or a failure, so what it does outside must bear being done twice; its command is
 * done once, because its id derives from the cause. What it throws is logged, and it is tried again.
 */
export type Effect<T extends FactType, Ports> = (
  cause: Cause<T>,
  ports: Ports,
) => Promise<EffectCommand | null>

/** Checks a capability's parts against each other; see `capability`. */
export type AnyCapability = {
  /** Name of its slice in the state, and of the folder. */
  name: string
  slice?: Slice<unknown>
  deciders?: { [T in DecidableType]?: (state: never, command: Decidable<T>, context: Context) => Decision }
  due?: (state: never, now: number) => DecidableCommand[]
  prepare?: { [T in CommandType]?: Prepare<T, never> }
  effects?: {
    on: { [T in FactType]?: Effect<T, never> }
    /** Causes whose effect has not ended, by the state: run again at a start, and after the state was rebuilt. */
    unfinished: (state: never) => Cause[]
  }
  routes?: (app: FastifyInstance, ports: never) => void
}

/**
 * Declares a capability of the hall server. Everything of it is one folder: `state.ts` (slice), `decide.ts`, `due.ts`
 * (what time alone brings), `prepare.ts` (what has to be looked up before deciding), `effects.ts` (what a fact sets in
 * motion outside), `routes.ts`, and `index.ts` with this call; one line in `capabilities.ts` puts it into the hall.
 * Each function says in its own types which slices of the state and which ports it needs; a hall or server that lacks
 * one does not compile, nor does one in which a command of the contract has no decider.
 *
 * @example
 * // hall-server/src/payment/index.ts
 * export const payment = capability({
 *   name: 'payment',
 *   slice: { schema: 'payment-1', empty: () => ({ open: {} }), evolve: evolvePayment },
 *   deciders: { 'payment.open': open, 'payment.confirm': confirm },
 *   due: (state: { payment: PaymentState }, now: number) => expired(state.payment, now),
 *   effects: {
 *     on: { PaymentOpened: async ({ fact }, { bank }: { bank: Bank }) => confirmation(await bank.charge(fact)) },
 *     unfinished: (state: { payment: PaymentState }) => Object.values(state.payment.open),
 *   },
 * })
 */
export function capability<const Definition extends AnyCapability>(definition: Definition): Definition {
  return definition
}

type Intersection<Union> = (Union extends unknown ? (of: Union) => void : never) extends (
  of: infer All,
) => void
  ? All
  : never

type SliceIn<C> = C extends { name: infer Name extends string; slice: Slice<infer State> }
  ? { [N in Name]: State }
  : never
type Flat<T> = { [Key in keyof T]: T[Key] }

/** The state of a hall with these capabilities: the view, and each capability's slice under its name. */
export type StateOf<C extends AnyCapability> = Flat<HasView & Intersection<SliceIn<C>>>

/** One decider for each command that the contract lets be decided. */
export type Deciders<State> = {
  [T in DecidableType]: (state: State, command: Decidable<T>, context: Context) => Decision
}

type DecidersIn<C> = C extends { deciders: infer D } ? D : never

/** The deciders of all capabilities in one table. Throws where two decide the same command. */
export function decidersOf<C extends AnyCapability>(list: readonly C[]): Intersection<DecidersIn<C>> {
  return mergedParts(list, 'deciders') as Intersection<DecidersIn<C>>
}

/** The slices of all capabilities by name. */
export function slicesOf(list: readonly AnyCapability[]): Record<string, Slice<unknown>> {
  return tableOf(list.flatMap(({ name, slice }) => (slice ? [[name, slice]] : [])))
}

type PreparesIn<C> = C extends { prepare: infer P } ? P : never

/** What prepares which command, where anything does. */
export type Prepares<Ports> = { [T in CommandType]?: Prepare<T, Ports> }

/** What the capabilities prepare, in one table. Throws where two prepare the same command. */
export function preparesOf<C extends AnyCapability>(list: readonly C[]): Intersection<PreparesIn<C>> {
  return mergedParts(list, 'prepare') as Intersection<PreparesIn<C>>
}

function mergedParts(list: readonly AnyCapability[], part: 'deciders' | 'prepare'): Record<string, unknown> {
  const merged = table<unknown>()
  for (const one of list) {
    for (const [type, entry] of Object.entries(one[part] ?? {})) {
      if (Object.hasOwn(merged, type))
        throw new Error(`two capabilities have ${part} for ${type}; the second is ${one.name}`)
      merged[type] = entry
    }
  }
  return merged
}
