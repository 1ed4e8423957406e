import { createRequire } from 'node:module'
import type { PcscBinding } from './binding.ts'
import { pcscdBinding } from './pcscd-client.ts'

/**
 * The system's PC/SC service. On Linux pcscd is spoken to on its socket; elsewhere the optional dependency `pcsc-mini` binds
 * the system's library, and `undefined` says that it is not installed. Asked for when a configuration names such a reader,
 * not before.
 */
export function loadPcsc(): PcscBinding | undefined {
  if (process.platform === 'linux') return pcscdBinding
  try {
    return createRequire(import.meta.url)('pcsc-mini') as PcscBinding
  } catch {
    // Why it cannot be loaded differs from system to system; for an operator it is one thing: not installed.
    return undefined
  }
}
