import { deviceKinds } from './kinds.ts'
import type { DeviceKind } from './kinds.ts'

/**
 * Name of the program in `simulators/` that plays this kind and profile; null when there is none. A simulator's own
 * profile may have an address or a variant behind it: `own@3`, `epson-58`.
 */
export function simulatorOf(kind: DeviceKind, profile: string): string | null {
  const programs: Readonly<Record<string, string | null>> = deviceKinds[kind].simulators
  const [known = ''] = profile.split(/[-@]/)
  return Object.hasOwn(programs, known) ? (programs[known] ?? null) : null
}
