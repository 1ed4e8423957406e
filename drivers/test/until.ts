import { waitFor } from '@service-hall/harness/process'
import type { Device } from '../src/device/common/device.ts'
import type { DeviceStatus } from '../src/device/common/status.ts'

/** Resolves with the first status, the present one included, for which `wanted` holds. */
export function untilStatus(
  device: Pick<Device<never>, 'status' | 'onStatus'>,
  wanted: (status: DeviceStatus) => boolean,
): Promise<DeviceStatus> {
  if (wanted(device.status)) return Promise.resolve(device.status)
  const so = new Promise<DeviceStatus>((resolve) => {
    const unsubscribe = device.onStatus((status) => {
      if (!wanted(status)) return
      unsubscribe()
      resolve(status)
    })
  })
  return waitFor(`a device that ${wanted}`, so)
}

/** Resolves when the device is `online`. */
export function untilOnline(device: Pick<Device<never>, 'status' | 'onStatus'>): Promise<DeviceStatus> {
  return untilStatus(device, ({ device: state }) => state === 'online')
}
