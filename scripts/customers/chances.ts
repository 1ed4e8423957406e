/** A source of numbers in [0, 1). */
export type Random = () => number

/** Gap to the next of independent events that come `perHour` times an hour on average, ms. */
export function exponentialGapMs(random: Random, perHour: number): number {
  return (-Math.log(1 - random()) * 3_600_000) / perHour
}

/**
 * A lognormal time with the given mean, the usual shape of handling times: many short, a few very long.
 *
 * @param spread standard deviation of its logarithm
 */
export function lognormal(random: Random, mean: number, spread: number): number {
  return mean * Math.exp(spread * standardNormal(random) - spread ** 2 / 2)
}

/** Box and Muller's transform. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** One of the items, the likelier the more it weighs. Throws when there is none. */
export function pick<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T {
  let left = random() * items.reduce((sum, item) => sum + weightOf(item), 0)
  for (const item of items) {
    left -= weightOf(item)
    if (left < 0) return item
  }
  const last = items.at(-1)
  if (last === undefined) throw new RangeError('there is nothing to pick from')
  return last
}
