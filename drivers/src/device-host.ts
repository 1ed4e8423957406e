import { createCounterDisplay } from './device/counter-display.ts'
import type { CounterDisplay, CounterDisplayConfig } from './device/counter-display.ts'
import { createPrinter } from './device/printer.ts'
import type { Printer, PrinterConfig, PrinterEvent } from './device/printer.ts'
import { createRatingPad } from './device/rating-pad.ts'
import type { RatingPad, RatingPadConfig, RatingPadEvent } from './device/rating-pad.ts'
import type { DeviceSurroundings } from './device/line-device.ts'
import type { DeviceStatus } from './device/words.ts'

/** One device as a configuration names it. */
export type DeviceConfig =
  | ({ kind: 'printer' } & PrinterConfig)
  | ({ kind: 'ratingPad' } & RatingPadConfig)
  | ({ kind: 'counterDisplay' } & CounterDisplayConfig)

export type DeviceEvent = PrinterEvent | RatingPadEvent
export type AnyDevice = Printer | RatingPad | CounterDisplay

export type HostOptions = DeviceSurroundings & {
  /** Hears the first status of every device and each change; may throw without harm. */
  onStatus?: (id: string, status: DeviceStatus) => void
  onEvent?: (id: string, event: DeviceEvent) => void
}

/** Devices kept alive together. */
export type DeviceHost = {
  readonly devices: ReadonlyMap<string, AnyDevice>
  printer(id: string): Printer | undefined
  ratingPad(id: string): RatingPad | undefined
  counterDisplay(id: string): CounterDisplay | undefined
  /** Stops all devices; each finishes what it does, within seconds. */
  stop(): Promise<void>
}

/**
 * Starts the devices a configuration names and keeps each alive on its own: nothing that one does, or that a listener
 * throws, reaches another. Throws on two devices with one id, which is a mistake of the configuration's reader.
 */
export function startDevices(configs: readonly DeviceConfig[], options: HostOptions = {}): DeviceHost {
  const devices = new Map<string, AnyDevice>()
  for (const config of configs) {
    if (devices.has(config.id)) throw new Error(`two devices are called ${config.id}`)
    devices.set(config.id, createDevice(config, options))
  }
  for (const device of devices.values()) watch(device, options)
  for (const device of devices.values()) device.start()
  return {
    devices,
    printer: (id) => ofKind(devices.get(id), 'printer'),
    ratingPad: (id) => ofKind(devices.get(id), 'ratingPad'),
    counterDisplay: (id) => ofKind(devices.get(id), 'counterDisplay'),
    async stop() {
      await Promise.allSettled([...devices.values()].map((device) => device.stop()))
    },
  }
}

function createDevice(config: DeviceConfig, options: HostOptions): AnyDevice {
  switch (config.kind) {
    case 'printer':
      return createPrinter(config, options)
    case 'ratingPad':
      return createRatingPad(config, options)
    case 'counterDisplay':
      return createCounterDisplay(config, options)
  }
}

function watch(device: AnyDevice, { onStatus, onEvent }: HostOptions): void {
  if (onStatus) device.onStatus((status) => onStatus(device.id, status))
  if (onEvent) device.onEvent((event: DeviceEvent) => onEvent(device.id, event))
}

function ofKind<Kind extends AnyDevice['kind']>(device: AnyDevice | undefined, kind: Kind) {
  return device?.kind === kind ? (device as Extract<AnyDevice, { kind: Kind }>) : undefined
}
