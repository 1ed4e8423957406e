import type { ConfigProblem } from './cross-check.ts'
import type { DeviceConfig } from './device-config.ts'

/** Devices that cannot both be there: two in one place that takes one, or two on one line. */
export function deviceClashes(devices: readonly DeviceConfig[]): ConfigProblem[] {
  return devices.flatMap((device, index) => {
    const clash = (
      path: string,
      expected: string,
      other: (row: DeviceConfig) => boolean,
    ): ConfigProblem[] => {
      // The same row twice is told once, by its id.
      const first = devices.slice(0, index).findIndex((row) => row.id !== device.id && other(row))
      return first < 0 ? [] : [{ path: `devices.${index}.${path}`, expected: `${expected} devices.${first}` }]
    }
    return [
      ...clash('counter', 'a counter without a rating pad: this one has', (row) =>
        device.kind === 'ratingPad' && row.kind === 'ratingPad' ? row.counter === device.counter : false,
      ),
      ...clash('station', 'a station without a printer: this one has', (row) =>
        device.kind === 'printer' && row.kind === 'printer' ? row.station === device.station : false,
      ),
      ...clash('link.url', 'a line of its own, not that of', (row) => isSameLine(device, row)),
    ]
  })
}

/** Counter displays share a line, each under its address; nothing else does. */
function isSameLine(one: DeviceConfig, other: DeviceConfig): boolean {
  if (one.station !== other.station || one.link.url !== other.link.url) return false
  const isBus = one.kind === 'counterDisplay' && other.kind === 'counterDisplay'
  return !isBus || one.address === other.address
}
