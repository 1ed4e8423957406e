import type { HubCommand, HubFact, Refusal } from '@service-hall/contract'
import type { Account, HubState } from './state.ts'

/** Who sends a command, as the hub established it. `accountId` null: the hub itself. */
export type Sender = { account: Account | null }

/** What a decision writes: facts of one record. */
/** `everything`: the decision holds only while no record at all changes. */
export type Relies = readonly string[] | 'everything'

export type HubDecision = Accepted | Refusal
type Accepted = {
  ok: true
  /** The record that the facts belong to: `region:sd`, `hall:H1`, `account:S1`. */
  stream: string
  /** None: everything is so already. */
  facts: HubFact[]
  /** Other records that the decision rests on: it holds only while they stay as they are. */
  relies: Relies
}

/** Decides one type of command. Pure: no clock, no randomness, no I/O. */
export type HubDecider<Type extends HubCommand['type']> = (
  state: HubState,
  command: Extract<HubCommand, { type: Type }>,
  sender: Sender,
) => HubDecision

export type HubDeciders<Type extends HubCommand['type'] = HubCommand['type']> = {
  readonly [T in Type]: HubDecider<T>
}

/** The command is accepted and these facts of a record come of it. */
export function records(stream: string, facts: HubFact[], relies: Relies = []): Accepted {
  return { ok: true, stream, facts, relies }
}

/** The record of all regions: one, so that no two moves can make a ring of them. */
export const TREE = 'organisation'
