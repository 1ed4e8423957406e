import type { ConfigProblem } from './cross-check.ts'
import type { DeviceConfig, DeviceKind } from './device-config.ts'

/** Of these a station has one: the agent would not know which is meant. */
const ONE_A_STATION: readonly DeviceKind[] = ['printer', 'idReader', 'codeScanner']
/** Of these a counter has one. */
const ONE_A_COUNTER: readonly DeviceKind[] = ['ratingPad', 'callPad']

const CALLED: Partial<Record<DeviceKind, string>> = {
  printer: 'printer',
  idReader: 'reader of ID cards',
  codeScanner: 'code scanner',
  ratingPad: 'rating pad',
  callPad: 'call pad',
}

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
    const one = (what: string): string => `a ${what} without a ${CALLED[device.kind]}: this one has`
    return [
      ...clash(
        'counter',
        one('counter'),
        (row) =>
          ONE_A_COUNTER.includes(device.kind) &&
          row.kind === device.kind &&
          'counter' in row &&
          'counter' in device &&
          row.counter === device.counter,
      ),
      ...clash(
        'station',
        one('station'),
        (row) =>
          ONE_A_STATION.includes(device.kind) && row.kind === device.kind && row.station === device.station,
      ),
      ...clash('link.url', 'a line of its own, not that of', (row) => isSameLine(device, row)),
      ...clash('link', 'the settings of the line it shares with', (row) => isSharedAnotherWay(device, row)),
    ]
  })
}

/** Devices of one bus share a line, each under its address; nothing else does. */
function isSameLine(one: DeviceConfig, other: DeviceConfig): boolean {
  if (!isOneUrl(one, other)) return false
  const bus = busOf(one)
  return bus === null || bus !== busOf(other) || addressOf(one) === addressOf(other)
}

/** On one line, which can have one speed only. */
function isSharedAnotherWay(one: DeviceConfig, other: DeviceConfig): boolean {
  if (!isOneUrl(one, other) || isSameLine(one, other)) return false
  const theirs: Partial<Record<string, unknown>> = other.link
  const ours: Partial<Record<string, unknown>> = one.link
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].some((key) => ours[key] !== theirs[key])
}

function isOneUrl(one: DeviceConfig, other: DeviceConfig): boolean {
  return one.station === other.station && one.link.url === other.link.url
}

/** Kinds that can stand on one RS-485 line, on one ccTalk line, or on one of CRT-571 units; null: needs its own. */
function busOf(device: DeviceConfig): 'rs485' | 'cctalk' | 'crt571' | null {
  switch (device.kind) {
    case 'counterDisplay':
    case 'ledBar':
      return 'rs485'
    case 'callPad':
      return device.profile === 'own' ? 'rs485' : null
    case 'indicator':
      return device.profile === 'modbusCoils' ? 'rs485' : null
    case 'cashAcceptor':
      return device.profile === 'cctalkBill' || device.profile === 'cctalkCoin' ? 'cctalk' : null
    case 'cardReader':
      return device.profile === 'crt571' ? 'crt571' : null
    case 'printer':
    case 'ratingPad':
    case 'idReader':
    case 'codeScanner':
      return null
  }
}

/** Where the file gives none: ccTalk's own addresses, 2 for coins and 40 for bills; 0 for a card reader. */
function addressOf(device: DeviceConfig): number | undefined {
  if (device.kind === 'cashAcceptor') return device.address ?? (device.profile === 'cctalkCoin' ? 2 : 40)
  if (device.kind === 'cardReader') return device.address ?? 0
  return 'address' in device ? device.address : undefined
}
