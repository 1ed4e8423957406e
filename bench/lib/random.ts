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

/** Another run of random numbers that follows from this one: one for each actor, whoever is faster. */
export const forkRandom = (random: Random): Random => seededRandom(random.below(2 ** 32))

/** Tommy Ettinger's mulberry32 (public domain): small and even enough to choose faults by. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (from) => from[below(from.length)] ?? from[0],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  }
}
