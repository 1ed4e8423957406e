// Services of other makers that tests run for themselves: `@service-hall/harness/services`.
export { openPostgres } from './postgres.ts'
