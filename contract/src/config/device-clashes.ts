import type { ConfigProblem } from './cross-check.ts'
import { DEVICE_RULES, busOf } from './device-config.ts'
import type { DeviceConfig } from './device-config.ts'
import { LOOPBACK, lineAddress } from './line-address.ts'

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
    const { onePer, called } = DEVICE_RULES[device.kind]
    return [
      ...(onePer === undefined
        ? []
        : clash(
            onePer,
            `a ${onePer} without a ${called}: this one has`,
            (row) => row.kind === device.kind && placeOf(row, onePer) === placeOf(device, onePer),
          )),
      ...clash('link.url', 'a line of its own, not that of', (row) => isSameLine(device, row)),
      ...clash('link', 'the settings of the line it shares with', (row) => isSharedAnotherWay(device, row)),
    ]
  })
}

/** Devices of one bus share a line, each under its address; nothing else does. */
function isSameLine(one: DeviceConfig, other: DeviceConfig): boolean {
  if (!isOneUrl(one, other)) return false
  const bus = busOf(one.kind, one.profile)?.name
  const theirs = busOf(other.kind, other.profile)?.name
  return bus === undefined || bus !== theirs || addressOf(one) === addressOf(other)
}

/** On one line, which can have one speed only. */
function isSharedAnotherWay(one: DeviceConfig, other: DeviceConfig): boolean {
  if (!isOneUrl(one, other) || isSameLine(one, other)) return false
  const { url: _theirUrl, ...theirs }: Partial<Record<string, unknown>> = other.link
  const { url: _ourUrl, ...ours }: Partial<Record<string, unknown>> = one.link
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].some((key) => ours[key] !== theirs[key])
}

/** Loopback and serial names mean each station's own machine; another address of the network is one for the whole hall. */
function isOneUrl(one: DeviceConfig, other: DeviceConfig): boolean {
  const address = lineAddress(one.link.url)
  if (address !== lineAddress(other.link.url)) return false
  return (
    one.station === other.station || (address.startsWith('tcp:') && !address.startsWith(`tcp://${LOOPBACK}:`))
  )
}

function placeOf(device: DeviceConfig, place: 'station' | 'counter'): string | undefined {
  if (place === 'station') return device.station
  return 'counter' in device ? device.counter : undefined
}

function addressOf(device: DeviceConfig): number | undefined {
  return ('address' in device ? device.address : undefined) ?? busOf(device.kind, device.profile)?.address
}
