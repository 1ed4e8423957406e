import type {
  Actor,
  BusinessDay,
  CommandResult,
  Decidable,
  DecidableType,
  Fact,
  HallConfig,
  HallView,
  Refusal,
} from '@service-hall/contract'
import { refuse } from '@service-hall/contract'

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
  /**
   * Number of the first fact since which the hall's clock has run steadily: before it the hall was started, or its clock
   * was put right. Absent: since ever.
   */
  steadyFrom?: number
}

type Accepted = {
  ok: true
  /** Empty: everything is so already; nothing is recorded. */
  facts: Fact[]
  result: CommandResult
}
export type Decision = Accepted | Refusal

/** What every decision may look at: the view that screens share. */
export type HasView = { view: HallView }

/**
 * Decides one type of command. Pure. `State`: the slices it looks at; a hall that has no such slice does not compile.
 */
export type Decider<T extends DecidableType, State extends HasView = HasView> = (
  state: State,
  command: Decidable<T>,
  context: Context,
) => Decision

/** The command is accepted and these facts come of it. */
export function facts(...happened: Fact[]): Accepted {
  return { ok: true, facts: happened, result: {} }
}

export { refuse }
