import { FAULTS } from './faults.ts'
import type { FaultName } from './faults.ts'

/** Every row of the matrix with its title, in order. */
export const rows: readonly (readonly [FaultName, string])[] = [
  ...Object.entries(FAULTS).map(([name, { title }]) => [name as FaultName, title] as const),
  ['unplugRequest', 'unplugged at every byte of the request'],
  ['unplugReply', 'unplugged at every byte of the reply'],
]
