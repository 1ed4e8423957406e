import type { DeviceKind, DeviceKinds } from '../src/device/kinds.ts'

type ProfilesOf<Kind extends DeviceKind> = readonly DeviceKinds[Kind]['config']['profile'][]

const named = {
  printer: ['epson', 'clone', 'snbc', 'custom'],
  ratingPad: ['own', 'keypad', 'jtt905'],
  counterDisplay: ['text', 'colour', 'digits4'],
  ledBar: ['own', 'bx5', 'alpha'],
  callPad: ['own', 'keypad'],
  indicator: ['modbusCoils', 'stackLight'],
  idReader: ['sdtSam'],
  cardReader: ['crt310', 'crt571', 'sankyo', 'pcsc'],
  cashAcceptor: ['id003', 'ssp', 'ccnet', 'cctalkBill', 'cctalkCoin'],
  codeScanner: ['newland', 'honeywell', 'line'],
} satisfies { [Kind in DeviceKind]: ProfilesOf<Kind> }

/** Profiles of each kind, as a device file may name them. */
export const deviceKinds: Readonly<Record<string, readonly string[]>> = named

/** Whether there is a kind of this name. */
export function isDeviceKind(name: unknown): name is DeviceKind {
  return typeof name === 'string' && Object.hasOwn(named, name)
}
