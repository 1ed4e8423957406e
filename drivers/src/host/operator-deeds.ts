import type { Deed } from '../device/common/device.ts'
import type { AnyDevice } from '../device/kinds.ts'

/**
 * What an operator may do at a device, or tell about it.
 * - `restart` lets go of the line and takes it up again; every device can.
 * - `reset` resets a card reader's mechanics; overuse can do damage.
 * - `eject` gives a card back, `capture` keeps it; `retract` takes a paper in the exit back in.
 * - `paperChanged` and `binEmptied` tell what a device cannot see itself.
 */
export type OperatorDeed =
  'restart' | 'reset' | 'eject' | 'capture' | 'retract' | 'paperChanged' | 'binEmptied'

type Doing = () => Promise<Deed> | void

/** The deeds that make sense at this device, `restart` apart. */
function doings(device: AnyDevice): Partial<Record<OperatorDeed, Doing>> {
  switch (device.kind) {
    case 'printer':
      return {
        paperChanged: () => device.paperChanged(),
        ...(device.capabilities['presenter'] === true && {
          retract: () => device.retract(),
          binEmptied: () => device.binEmptied(),
        }),
      }
    case 'cardReader':
      return {
        reset: () => device.reset(),
        eject: () => device.eject(),
        ...(device.capabilities['captures'] === true && { capture: () => device.capture('operator') }),
      }
    default:
      return {}
  }
}

/** Names of what an operator can do at this device. */
export function operatorDeeds(device: AnyDevice): readonly OperatorDeed[] {
  return ['restart', ...(Object.keys(doings(device)) as OperatorDeed[])]
}

/** Does it; `unsupported` where the device cannot. */
export async function performDeed(device: AnyDevice, deed: OperatorDeed): Promise<Deed> {
  if (deed === 'restart') {
    await device.stop()
    device.start()
    return { ok: true }
  }
  const doing = doings(device)[deed]
  if (!doing) return { ok: false, error: { code: 'unsupported', action: 'configuration' } }
  return (await doing()) ?? { ok: true }
}
