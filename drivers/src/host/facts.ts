import type { Outcome } from '../device/common/device.ts'
import type { DeviceError, DeviceStatus } from '../device/common/status.ts'
import type { OperationName } from './operations.ts'

/** What happened to a device, with its time in epoch milliseconds: kept, counted and reported by whoever runs the host. */
export type HostFact =
  | { type: 'faultBegan'; device: string; at: number; error: DeviceError }
  | { type: 'faultCured'; device: string; at: number; error: DeviceError; lastedMs: number }
  | { type: 'operated'; device: string; at: number; operation: OperationName; by: string; outcome: Outcome }

/** A fault that lasts. `since` is wall time for people, `sinceMonotonic` measures. */
export type OpenFault = { error: DeviceError; since: number; sinceMonotonic: number }

/** The two times of one moment. */
export type Moment = { at: number; monotonic: number }

type Noted = { fault: OpenFault | undefined; facts: readonly HostFact[] }

/**
 * Takes one status further. A fault begins with the first status that has an error and is cured by the first without;
 * one whose error becomes another is two faults. An orderly stop neither begins a fault nor cures one.
 */
export function noteStatus(
  device: string,
  open: OpenFault | undefined,
  { device: state, error }: DeviceStatus,
  { at, monotonic }: Moment,
): Noted {
  const undecided = error?.code === 'stopped' || state === 'starting'
  if (undecided || sameError(open?.error, error)) return { fault: open, facts: [] }
  const facts: HostFact[] = []
  if (open) {
    const lastedMs = Math.round(monotonic - open.sinceMonotonic)
    facts.push({ type: 'faultCured', device, at, error: open.error, lastedMs })
  }
  if (!error) return { fault: undefined, facts }
  facts.push({ type: 'faultBegan', device, at, error })
  return { fault: { error, since: at, sinceMonotonic: monotonic }, facts }
}

function sameError(a: DeviceError | undefined, b: DeviceError | undefined): boolean {
  return a?.code === b?.code && a?.action === b?.action
}
