import type { DeviceSurroundings } from './device/common/line-device.ts'
import type { DeviceStatus } from './device/common/words.ts'
import { createDevice } from './device/kinds.ts'
import type { AnyDevice, DeviceConfig, DeviceEvent, DeviceKind, DeviceKinds } from './device/kinds.ts'
import { createLineBook } from './link/line-book.ts'

export type HostOptions = DeviceSurroundings & {
  /** Hears the first status of every device and each change; may throw without harm. */
  onStatus?: (id: string, status: DeviceStatus) => void
  onEvent?: (id: string, event: DeviceEvent) => void
}

/** Devices kept alive together. */
export type DeviceHost = {
  readonly devices: ReadonlyMap<string, AnyDevice>
  /** The device of that id, if it is there and of that kind. */
  device<Kind extends DeviceKind>(kind: Kind, id: string): DeviceKinds[Kind]['device'] | undefined
  /** Stops all devices; each finishes what it does, within seconds. */
  stop(): Promise<void>
}

/**
 * Starts the devices a configuration names and keeps each alive on its own: nothing that one does, or that a listener
 * throws, reaches another. Throws on two devices with one id, which is a mistake of the configuration's reader.
 */
export function startDevices(configs: readonly DeviceConfig[], options: HostOptions = {}): DeviceHost {
  const devices = new Map<string, AnyDevice>()
  const surroundings = { lines: createLineBook(), ...options }
  for (const config of configs) {
    if (devices.has(config.id)) throw new Error(`two devices are called ${config.id}`)
    devices.set(config.id, createDevice(config, surroundings))
  }
  for (const device of devices.values()) watch(device, options)
  for (const device of devices.values()) device.start()
  return {
    devices,
    device: (kind, id) => ofKind(devices.get(id), kind),
    async stop() {
      await Promise.allSettled([...devices.values()].map((device) => device.stop()))
    },
  }
}

function watch(device: AnyDevice, { onStatus, onEvent }: HostOptions): void {
  if (onStatus) device.onStatus((status) => onStatus(device.id, status))
  if (onEvent) device.onEvent((event: DeviceEvent) => onEvent(device.id, event))
}

function ofKind<Kind extends DeviceKind>(
  device: AnyDevice | undefined,
  kind: Kind,
): DeviceKinds[Kind]['device'] | undefined {
  return device?.kind === kind ? device : undefined
}
