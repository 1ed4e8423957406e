// Services of other makers that tests run for themselves: `@service-hall/harness/services`.
export { openPostgres } from './postgres.ts'
export { openRedis } from './redis.ts'
export type { OwnRedis } from './redis.ts'
