import type { z } from 'zod'

/** A new run of the program: whatever was in its hands before is no longer. */
export type AgentStarted = {
  type: 'AgentStarted'
  /** Milliseconds since the machine was started; absent where that is not known, and from releases before. */
  uptimeMs?: number
}

/** A part of the agent's state: what it is before the first fact, and what each fact makes of it. */
export type Slice<State, Fact extends { type: string }> = {
  empty: State
  /** By type of fact; `at` is when it was recorded, epoch ms. Facts of other types leave the state as it is. */
  evolve: { [T in Fact['type']]?: (state: State, fact: Extract<Fact, { type: T }>, at: number) => State }
  /**
   * This part as another release kept it, as far as it is recognised; undefined when that release had none. Each part
   * stands alone, so that one that changed its shape does not take the others with it. `whole` is all that was kept.
   */
  migrate: (kept: unknown, whole: unknown) => State
}

/** A slice of whatever state. */
export type AnySlice = { empty: unknown; evolve: object; migrate: (kept: unknown, whole: unknown) => unknown }

/** Declares a slice; its facts are those of its capability and those of others that it looks at. */
export function slice<State, Fact extends { type: string }>(
  declared: Slice<State, Fact>,
): Slice<State, Fact> {
  return declared
}

/** Reads a part that is as this schema says, and begins anew where it is not. */
export function recognised<State>(schema: z.ZodType<State>, empty: State): (kept: unknown) => State {
  return (kept) => {
    const read = schema.safeParse(kept)
    return read.success ? read.data : empty
  }
}
