import { z } from 'zod'

/** 评价: 5 非常满意 · 4 满意 · 3 一般 · 2 不满意 · 1 非常不满意 */
export const RatingLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type RatingLevel = z.infer<typeof RatingLevel>
