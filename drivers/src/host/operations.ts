import type { Operation } from '../device/common/define-kind.ts'
import type { Outcome } from '../device/common/device.ts'
import { deviceKinds } from '../device/kinds.ts'
import type { AnyDevice, DeviceKind, DeviceKinds } from '../device/kinds.ts'

type Kinds = typeof deviceKinds
type NamesOf<Kind> = Kind extends {
  readonly operations?: Readonly<Record<infer Name extends string, unknown>>
}
  ? Name
  : never

/**
 * What an operator may do at a device, or tell about it: what its kind declares, and `restart`, which every device can.
 * - `restart` lets go of the line and takes it up again.
 * - `reset` resets the mechanics of a card reader or cash acceptor; overuse can do damage.
 * - `eject` gives a card back, `capture` keeps it; `retract` takes a paper in the exit back in.
 * - `recover` has a printer go on after its knife or its mechanism was freed.
 * - `paperChanged`, `binEmptied` and `boxEmptied` tell what a device cannot see itself.
 */
export type OperationName = 'restart' | NamesOf<Kinds[DeviceKind]>

type Declared = {
  [Kind in DeviceKind]: {
    readonly operations?: Readonly<Record<string, Operation<DeviceKinds[Kind]['device']>>>
  }
}
const declared: Declared = deviceKinds

/** Names of all operations of all kinds. */
export const OPERATION_NAMES: readonly OperationName[] = [
  'restart',
  ...Object.values<{ operations?: object }>(deviceKinds).flatMap(
    ({ operations = {} }) => Object.keys(operations) as OperationName[],
  ),
]

/** Names of what an operator can do at this device. */
export function operationsOf(device: AnyDevice): readonly OperationName[] {
  const names = Object.keys(declared[device.kind].operations ?? {}) as OperationName[]
  return ['restart', ...names.filter((name) => operationAt(device.kind, device, name))]
}

/** Does it; `unsupported` where the device cannot. */
export async function performOperation(device: AnyDevice, name: OperationName): Promise<Outcome> {
  if (name === 'restart') {
    await device.stop()
    device.start()
    return { ok: true }
  }
  const run = operationAt(device.kind, device, name)
  if (!run) return { ok: false, error: { code: 'unsupported', action: 'configuration' } }
  return (await run()) ?? { ok: true }
}

/** The operation as this device does it; `undefined` where it cannot. */
function operationAt<Kind extends DeviceKind>(
  kind: Kind,
  device: DeviceKinds[Kind]['device'],
  name: string,
): (() => Promise<Outcome> | void) | undefined {
  const operation = declared[kind].operations?.[name]
  const can = operation && (operation.fits?.(device) ?? true)
  return can ? () => operation.run(device) : undefined
}
