import type { LimitedAudience } from '../access.ts'
import type { CommandDefinition } from './command.ts'
import type { FactDefinition, FactPlace } from './fact.ts'
import type { RefusalRow } from './refusal.ts'

type AnyHandler = 'unchanged' | ((view: never, fact: never, place: FactPlace) => void)

/** A fold as its subject holds it, whatever it is a fold of. */
export type AnyFold<Part = object, Type extends string = string> = {
  empty: () => Part
  on: { readonly [T in Type]: AnyHandler }
  also?: Readonly<Record<string, AnyHandler>> | undefined
  seen: 'whole' | ((view: never, audience: LimitedAudience) => Part)
}

export type Subject<
  Name extends string = string,
  Commands = Readonly<Record<string, CommandDefinition>>,
  Facts = Readonly<Record<string, FactDefinition>>,
  Refusals = Readonly<Record<string, RefusalRow>>,
  Part = object,
> = {
  kind: 'subject'
  name: Name
  commands: Commands
  facts: Facts
  refusals: Refusals
  fold: AnyFold<Part>
}

type TypeOf<Facts> = Facts[keyof Facts] extends FactDefinition<infer Type> ? Type : never

/**
 * Defines a subject: one matter that processes talk about, with its commands, its facts, what its refusals say and its
 * part of the hall's view. It stands in its folder's `index.ts`, which also exports what others use of the folder; one line in
 * `subjects.ts` makes it part of the contract. Forgetting who may send a command, who sees a fact, what a fact does to
 * the view or a sentence in either language does not compile.
 *
 * @example
 * // contract/src/payment/index.ts
 * import * as commands from './commands.ts'
 * import * as facts from './facts.ts'
 * import { fold } from './fold.ts'
 * import { PAYMENT_REFUSALS } from './refusals.ts'
 *
 * export * from './words.ts'
 * export const paymentSubject = subject('payment', { commands, facts, fold, refusals: PAYMENT_REFUSALS })
 *
 * // contract/src/subjects.ts
 * export * from './payment/index.ts'
 */
export function subject<
  const Name extends string,
  Commands extends Readonly<Record<string, CommandDefinition<`${Name}.${string}`>>>,
  Facts extends Readonly<Record<string, FactDefinition>>,
  Refusals extends Readonly<Record<string, RefusalRow>>,
  Part extends object,
>(
  name: Name,
  definitions: {
    commands: Commands
    facts: Facts
    refusals: Refusals
    fold: AnyFold<Part, TypeOf<Facts>>
  },
): Subject<Name, Commands, Facts, Refusals, Part> {
  return { kind: 'subject', name, ...definitions }
}

/** The fold of a subject that no screen shows. */
export const NOT_IN_VIEW: AnyFold<Record<never, never>, never> = {
  empty: () => ({}),
  on: {},
  seen: 'whole',
}
