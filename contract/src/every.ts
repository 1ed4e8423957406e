import type { CommandDefinition } from './define/command.ts'
import type { FactDefinition } from './define/fact.ts'
import type { AnyFold, Subject } from './define/subject.ts'
import * as names from './subjects.ts'

type Named = typeof names
type Subjects = Extract<Named[keyof Named], { kind: 'subject' }>
type ValueOf<T> = T[keyof T]

type CommandsOf<S> = S extends { commands: infer Commands } ? ValueOf<Commands> : never
type FactsOf<S> = S extends { facts: infer Facts } ? ValueOf<Facts> : never
type CodesOf<S> = S extends { refusals: infer Rows } ? keyof Rows & string : never
type PartOf<S> = S extends { fold: AnyFold<infer Part> } ? Part : never

/** Definition of any command, of any fact; code of any refusal; part of the view of any subject. */
export type EveryCommand = CommandsOf<Subjects>
export type EveryFact = FactsOf<Subjects>
export type EveryCode = CodesOf<Subjects>
export type EveryPart = PartOf<Subjects>

function isSubject(value: unknown): value is Subject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'subject'
}

/** The subjects of the contract, in no order that anything may rely on. */
export const SUBJECTS: readonly Subject[] = Object.values<unknown>(names).filter(isSubject)

export const everyCommand = SUBJECTS.flatMap(({ commands }) =>
  Object.values<CommandDefinition>(commands),
) as EveryCommand[]

export const everyFact = SUBJECTS.flatMap(({ facts }) => Object.values<FactDefinition>(facts)) as EveryFact[]
