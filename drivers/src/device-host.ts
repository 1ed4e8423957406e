import { hearing, systemClock } from './clock.ts'
import type { Outcome, SelfTest } from './device/common/device.ts'
import type { DeviceSurroundings } from './device/common/line-device.ts'
import type { DeviceError, DeviceStatus } from './device/common/status.ts'
import { createDevice } from './device/kinds.ts'
import type { AnyDevice, DeviceConfig, DeviceEvent, DeviceKind, DeviceKinds } from './device/kinds.ts'
import type { DeviceDescription } from './host/description.ts'
import type { HostFact } from './host/facts.ts'
import { HostedDevice } from './host/hosted-device.ts'
import type { OperationName } from './host/operations.ts'
import { createLineBook } from './link/line-book.ts'

/** What devices of a host are given, and who hears of them. */
export type HostOptions = DeviceSurroundings & {
  /** Hears each change of status of every device; may throw without harm. */
  onStatus?: (id: string, status: DeviceStatus) => void
  /** Hears what devices tell: keys, cards, codes; may throw without harm. */
  onEvent?: (id: string, event: DeviceEvent) => void
  /** Hears faults that begin and end, and operations of operators; may throw without harm. */
  onFact?: (fact: HostFact) => void
  /** Another way to make devices, for an adapter over a maker's own library. Default: the kinds of this package. */
  make?: (config: DeviceConfig, surroundings: DeviceSurroundings) => AnyDevice
}

/** Devices kept alive together. */
export type DeviceHost = {
  /** Those that could be made, by id. */
  readonly devices: ReadonlyMap<string, AnyDevice>
  /** The device of that id, if it is there and of that kind. */
  device<Kind extends DeviceKind>(kind: Kind, id: string): DeviceKinds[Kind]['device'] | undefined
  /** How a device is, those that could not be made included; `undefined` when the configuration names none of that id. */
  status(id: string): DeviceStatus | undefined
  /** Everything an operator's screen shows, in the order of the configuration. */
  describe(): readonly DeviceDescription[]
  /** Asks a device whether it is well, without disturbing a customer. */
  selfTest(id: string): Promise<SelfTest>
  /** Lets somebody do something at a device, and tells it as a fact. `by` names who, in whatever way the caller keeps. */
  operate(id: string, operation: OperationName, by: string): Promise<Outcome>
  /** Stops all devices; each finishes what it does, within seconds. */
  stop(): Promise<void>
}

const unknownDevice: DeviceError = { code: 'misconfigured', action: 'configuration' }

/**
 * Starts the devices a configuration names and keeps each alive on its own: nothing that one does, or that a listener
 * throws, reaches another. One that cannot be made says so by its status and keeps no other from starting. Throws on
 * two devices with one id, which is a mistake of the configuration's reader.
 */
export function startDevices(configs: readonly DeviceConfig[], options: HostOptions = {}): DeviceHost {
  const hosted = new Map<string, HostedDevice>()
  const given = {
    lines: createLineBook(),
    make: createDevice,
    ...options,
    clock: hearing(options.clock ?? systemClock),
  }
  for (const config of configs) {
    if (hosted.has(config.id)) throw new Error(`two devices are called ${config.id}`)
    hosted.set(config.id, new HostedDevice(config, given))
  }
  for (const one of hosted.values()) one.start()
  const devices = new Map([...hosted].flatMap(([id, { device }]) => (device ? [[id, device] as const] : [])))
  return {
    devices,
    device: (kind, id) => ofKind(devices.get(id), kind),
    status: (id) => hosted.get(id)?.status,
    describe: () => [...hosted.values()].map((one) => one.describe()),
    async selfTest(id) {
      return (await hosted.get(id)?.selfTest()) ?? { ok: false, error: unknownDevice }
    },
    async operate(id, operation, by) {
      return (await hosted.get(id)?.operate(operation, by)) ?? { ok: false, error: unknownDevice }
    },
    async stop() {
      await Promise.all([...hosted.values()].map((one) => one.stop()))
    },
  }
}

function ofKind<Kind extends DeviceKind>(
  device: AnyDevice | undefined,
  kind: Kind,
): DeviceKinds[Kind]['device'] | undefined {
  // Its kind tells its type, which the compiler cannot follow through the list of kinds.
  return device?.kind === kind ? (device as DeviceKinds[Kind]['device']) : undefined
}
