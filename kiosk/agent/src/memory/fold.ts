import { lookUp } from '@service-hall/contract'
import type { Lived } from './away.ts'
import type { AnySlice } from './slice.ts'

/** Where a run begins on the clock that runs from the machine's own start. */
function startOf(fact: { type: string; uptimeMs?: number }, at: number): Pick<Lived, 'started'> {
  const { type, uptimeMs } = fact
  return type === 'AgentStarted' && uptimeMs !== undefined ? { started: { at, uptimeMs } } : {}
}

/** How a whole state follows from facts. */
export type AgentFold<State, Fact> = {
  schema: string
  empty: () => State
  evolve: (state: State, fact: Fact, at: number) => State
  migrate: (kept: unknown) => State
  /** Types of fact that some slice folds. */
  kinds: ReadonlySet<string>
  /** A kept state of this schema; throws when it is none. */
  read: (kept: unknown) => State
}

/**
 * Names the shape of the state in snapshots. Slices may come and go under it; a slice whose shape changes takes another
 * name, or this name changes and its `migrate` reads the shape before.
 */
const STATE_SCHEMA = 'agent-1'

type Evolve = Record<string, ((state: unknown, fact: object, at: number) => unknown) | undefined>

/** Puts slices together to one state, with `at`: when the last fact was recorded, epoch ms; 0 before the first. */
export function foldOf<State extends Lived, Fact extends { type: string }>(
  slices: Record<string, AnySlice>,
): AgentFold<State, Fact> {
  const parts = Object.entries(slices)
  const empty = (): State =>
    ({ ...Object.fromEntries(parts.map(([name, { empty }]) => [name, empty])), at: 0 }) as unknown as State
  return {
    schema: STATE_SCHEMA,
    kinds: new Set(parts.flatMap(([, { evolve }]) => Object.keys(evolve))),
    read(kept) {
      if (typeof kept !== 'object' || kept === null || !('at' in kept))
        throw new Error('no state of an agent')
      return kept as State
    },
    empty,
    evolve(state, fact, at) {
      const next: Record<string, unknown> = { ...state, at, ...startOf(fact, at) }
      for (const [name, { evolve, empty }] of parts) {
        // A snapshot of an earlier release does not have the slices that came after it.
        const before = Object.hasOwn(next, name) ? next[name] : empty
        next[name] = lookUp(evolve as Evolve, fact.type)?.(before, fact, at) ?? before
      }
      return next as State
    },
    migrate(kept) {
      const whole = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
      const read = parts.map(([name, { migrate }]): [string, unknown] => [name, migrate(whole[name], kept)])
      const at = typeof whole['at'] === 'number' ? whole['at'] : 0
      return { ...Object.fromEntries(read), at } as unknown as State
    },
  }
}
