/** Simulated devices and pseudo-terminals for tests; not part of the product. */
export * from './control-client.ts'
export * from './pty.ts'
export * from './simulator.ts'
export * from './manual-clock.ts'
export * from './parsers.ts'
export * from './until.ts'
export type { PrinterRig } from './a-printer.ts'
export * from './printer-truth.ts'
