export { shown } from './authenticator.ts'
// What end-to-end flows and benches use of a region that is not the product: `@service-hall/console/testing`.
export { ForeignHall, aForeignKey } from './foreign-hall.ts'
export type { ForeignKey, ForeignOptions } from './foreign-hall.ts'
export { FactsOfHall } from './random-day.ts'
