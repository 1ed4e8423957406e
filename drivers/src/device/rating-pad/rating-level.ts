/** Five levels, 5 the best: 非常满意, 满意, 一般, 不满意, 非常不满意. */
export type RatingLevel = 1 | 2 | 3 | 4 | 5

/** Whether a number off the line is a level. */
export function isLevel(level: unknown): level is RatingLevel {
  return level === 1 || level === 2 || level === 3 || level === 4 || level === 5
}
