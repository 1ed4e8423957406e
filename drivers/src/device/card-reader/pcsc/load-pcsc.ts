import type { PcscBinding } from './binding.ts'
import { pcscdAt } from './pcscd-client.ts'

/** The system's PC/SC service: pcscd on Linux. `undefined` on other systems, whose service no binding speaks to here. */
export function loadPcsc(): PcscBinding | undefined {
  return process.platform === 'linux' ? pcscdAt() : undefined
}
