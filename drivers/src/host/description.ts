import type { Capabilities, DeviceCounters } from '../device/common/device.ts'
import type { Consumable, DeviceStatus } from '../device/common/status.ts'
import type { AnyDevice } from '../device/kinds.ts'
import { operationsOf } from './operations.ts'
import type { OperationName } from './operations.ts'

/** Everything about a device that an operator's screen shows. */
export type DeviceDescription = {
  id: string
  kind: string
  /** The dialect it speaks, as the configuration names it. */
  profile: string
  /** State, error with the action it asks for, paper, media: in the words of XFS4IoT. */
  status: DeviceStatus
  /** What is used up or fills; empty when it tells nothing of the kind. */
  consumables: readonly Consumable[]
  capabilities: Capabilities
  /** Since the device was made; never reset. */
  counters?: Readonly<DeviceCounters>
  /** What an operator can do at it. */
  operations: readonly OperationName[]
  /** When the present fault began, epoch milliseconds. */
  faultySince?: number
  /** Why the device could not be made or started, in a sentence. */
  problem?: string
}

type Bare = Pick<DeviceDescription, 'id' | 'kind' | 'profile' | 'status' | 'faultySince' | 'problem'>

/** Adds to what is known without the device what only it can tell. */
export function describeDevice(bare: Bare, device: AnyDevice | undefined): DeviceDescription {
  const consumables = bare.status.consumables ?? []
  if (!device) return { ...bare, consumables, capabilities: {}, operations: [] }
  const { capabilities, counters } = device
  return { ...bare, consumables, capabilities, counters, operations: operationsOf(device) }
}
