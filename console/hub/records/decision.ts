import type { HubCommandType, HubFact, Refusal } from '@service-hall/contract'
import type { Account } from '../access/state.ts'
import type { HubCommandOf } from '../core/capability.ts'

/** Who sends a command, as the hub established it. `account` null: the hub itself. */
export type Sender = { account: Account | null }

/** Other records that a decision rests on. `everything`: it holds only while no record at all changes. */
export type Relies = readonly string[] | 'everything'

/** What a decision writes: facts of one record. */
export type HubDecision = Accepted | Refusal
type Accepted = {
  ok: true
  /** The record that the facts belong to: `organisation`, `hall:H1`, `account:S1`. */
  stream: string
  /** None: everything is so already. */
  facts: HubFact[]
  /** It holds only while these stay as they are. */
  relies: Relies
}

/** Decides types of commands by a part of the state. Pure: no clock, no randomness, no I/O. */
export type HubDeciders<State, Type extends HubCommandType> = {
  readonly [T in Type]: (state: State, command: HubCommandOf<T>, sender: Sender) => HubDecision
}

/** The command is accepted and these facts of a record come of it. */
export function records(stream: string, facts: HubFact[], relies: Relies = []): Accepted {
  return { ok: true, stream, facts, relies }
}

/** The record of all regions: one, so that no two moves can make a ring of them. */
export const TREE = 'organisation'
