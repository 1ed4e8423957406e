// Halls that are only their facts and the real uplink: `@service-hall/harness/uplink`. Hundreds of them fit in a process.
export { freshHallKey, hallKeyFrom } from './hall-key.ts'
export type { HallKey } from './hall-key.ts'
export { InventedDay } from './invented-day.ts'
export { ReportingLine } from './reporting-line.ts'
export type { LineEvents, SentFact } from './reporting-line.ts'
