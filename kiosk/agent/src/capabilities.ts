import type { Capability } from './capability.ts'
import { card } from './card/index.ts'
import { customer } from './customer/index.ts'
import { counters } from './counters/index.ts'
import { devices } from './devices/index.ts'
import { directive } from './directive/index.ts'
import { guidance } from './guidance/index.ts'
import { hall } from './hall/index.ts'
import { letters } from './letters/index.ts'
import { maintenance } from './maintenance/index.ts'
import type { Lived } from './memory/away.ts'
import { foldOf } from './memory/fold.ts'
import type { AgentFold } from './memory/fold.ts'
import type { Memory } from './memory/memory.ts'
import type { AnySlice, Slice } from './memory/slice.ts'
import { outbox } from './outbox/index.ts'
import { paper } from './paper/index.ts'
import { payment } from './payment/index.ts'
import { playlist } from './playlist/index.ts'
import { rating } from './rating/index.ts'
import { session } from './session/index.ts'

/**
 * What the agent can do, one line each. They start in this order and stop in the opposite one: commands of the last run
 * are on their way before anything new is queued, and devices are driven before anything is shown on them.
 */
export const capabilities = [
  outbox,
  hall,
  devices,
  letters,
  paper,
  session,
  customer,
  card,
  counters,
  directive,
  guidance,
  playlist,
  payment,
  rating,
  maintenance,
] as const satisfies readonly Capability<Record<string, AnySlice>>[]

type Slices = Intersection<SlicesOf<(typeof capabilities)[number]>>
type SlicesOf<One> = One extends Capability<infer Own> ? Own : never
type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** All that the agent must know again after a restart: a fold of its facts, plain JSON. */
export type AgentState = {
  [Name in keyof Slices]: Slices[Name] extends Slice<infer State, infer _Fact> ? State : never
} & Lived

/** What the agent keeps on disk. A fact's shape never changes. */
export type AgentFact = {
  [Name in keyof Slices]: Slices[Name] extends Slice<infer _State, infer Fact> ? Fact : never
}[keyof Slices]

export type AgentMemory = Memory<AgentState, AgentFact>

export const agentFold: AgentFold<AgentState, AgentFact> = foldOf(
  Object.assign({}, ...capabilities.map(({ slices }) => slices)) as Slices,
)
