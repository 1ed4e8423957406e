export { SimulatedHub, regionWith } from './hub.ts'
export type { Host, NodeLines } from './hub.ts'
