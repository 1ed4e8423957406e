import type {
  Actor,
  BusinessDay,
  CommandResult,
  DecidableCommand,
  Fact,
  HallConfig,
  Refusal,
} from '@service-hall/contract'
import { refuse } from '@service-hall/contract'
import type { HallState } from './state.ts'

/** What a decision may use besides state and command: no clock, no randomness, no I/O of its own. */
export type Context = {
  /** Epoch ms. */
  now: number
  /** Business day of `now`. */
  day: BusinessDay
  actor: Actor
  config: HallConfig
  /** Makes a fresh UUIDv7. */
  newId: () => string
}

type Accepted = {
  ok: true
  /** Empty: everything is so already; nothing is recorded. */
  facts: Fact[]
  result: CommandResult
}
export type Decision = Accepted | Refusal

type CommandOf<T extends DecidableCommand['type']> = Extract<DecidableCommand, { type: T }>
export type Decider<T extends DecidableCommand['type']> = (
  state: HallState,
  command: CommandOf<T>,
  context: Context,
) => Decision

/** The command is accepted and these facts come of it. */
export function facts(...happened: Fact[]): Accepted {
  return { ok: true, facts: happened, result: {} }
}

export { refuse }
