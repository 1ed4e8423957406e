/** One run of the hall's process, from its start to its death. */
export type Life = {
  isDead: () => boolean
  /** A point at which it may die; true: it has, and nothing of it goes on. */
  diesHere: () => boolean
}

/** What a dead process awaits. */
export const NEVER = new Promise<never>(() => undefined)
