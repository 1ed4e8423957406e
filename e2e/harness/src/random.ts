import { randomInt } from 'node:crypto'

/** Random numbers that a seed repeats. */
export type Random = {
  /** 0 ≤ n < 1 */
  next(): number
  /** Whole number, 0 ≤ n < `end`. */
  below(end: number): number
  /** True this often: 0.05 is one in twenty. */
  chance(share: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
  bytes(length: number): Uint8Array
}

const SEEDS = 2 ** 32

/**
 * Numbers in [0, 1), the same for the same seed: Tommy Ettinger's mulberry32 (public domain), small and even enough to
 * simulate and to choose faults by.
 */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The same with what is mostly made of numbers. */
export function seededRandom(seed: number): Random {
  const next = numbersFrom(seed)
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (from) => from[below(from.length)] ?? from[0],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  }
}

/** Another run of random numbers that follows from this one: one for each actor, whoever is faster. */
export const forkRandom = (random: Random): Random => seededRandom(random.below(SEEDS))

/** The seed of a run: the given one, or a fresh one. It is told, so that the run can be repeated. */
export function runSeed(say: (line: string) => void, given?: number): number {
  const seed = given ?? randomInt(SEEDS)
  say(`seed ${seed}`)
  return seed
}
