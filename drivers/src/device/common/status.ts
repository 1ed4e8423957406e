import { isDeepStrictEqual } from 'node:util'

/**
 * Words of XFS4IoT (CWA 17852:2022), the one published vendor-neutral vocabulary for self-service devices.
 * Only the words are taken, not the wire format.
 */
export type DeviceState =
  | 'online'
  /** The line is there but the device does not answer. */
  | 'offline'
  | 'powerOff'
  /** There is no such device node. */
  | 'noDevice'
  | 'hardwareError'
  /** A person is needed, and enough: paper, cover. */
  | 'userError'
  /** Recovering by itself. */
  | 'deviceBusy'
  | 'fraudAttempt'
  | 'potentialFraud'
  | 'starting'

/** State of one paper roll. */
export type PaperSupply = 'unknown' | 'full' | 'low' | 'out' | 'jammed'

/**
 * What the operator is to do: `clear` is work for hall staff (paper, cover, cable), `maintenance` for an engineer,
 * `suspend` means that the device recovers by itself, `reset` asks for a reset, `configuration` for another setting.
 */
export type ErrorAction = 'reset' | 'clear' | 'maintenance' | 'suspend' | 'configuration'

/** Errors that any device may tell; the words are those of XFS4IoT where it has one. */
export const COMMON_ERRORS = [
  'notOpen',
  'noAnswer',
  'lineLost',
  'portBusy',
  'portForbidden',
  'misconfigured',
  'stopped',
  'refused',
  'unsupported',
  'invalidData',
  'canceled',
  'timeOut',
  'queueFull',
  'selfTestFailed',
  'sensorFailed',
  'mechanical',
  'unrecoverable',
  'fraudAttempt',
] as const

/** Errors of some kinds; which kind tells which, its `kind.ts` says. */
export const KIND_ERRORS = [
  'paperOut',
  'coverOpen',
  'cutterJam',
  'overheated',
  'documentInvalid',
  'mediaJammed',
  'retractBinFull',
  'noMedia',
  'invalidMedia',
  'captureBinFull',
  'atrNotObtained',
  'protocolNotSupported',
  'securityFail',
  'readFailed',
  'keyNoValue',
  'cashBoxFull',
  'cashBoxOpen',
  'cashJammed',
] as const

/** What is wrong, in one stable word. */
export type DeviceErrorCode = (typeof COMMON_ERRORS | typeof KIND_ERRORS)[number]

/** What is wrong, and who or what can put it right. */
export type DeviceError = { code: DeviceErrorCode; action: ErrorAction }

/** Where a card, ticket or note stands in the device. */
export type MediaState =
  'unknown' | 'present' | 'notPresent' | 'jammed' | 'entering' | 'latched' | 'retracted'

/** State of a card's chip. */
export type ChipState = 'online' | 'busy' | 'poweredOff' | 'noDevice' | 'hardwareError' | 'noCard' | 'unknown'

/** Something that is used up, or a box that fills. */
export type Consumable = {
  name: 'paper' | 'retractBin' | 'captureBin' | 'cards' | 'cashBox'
  state: 'unknown' | 'ok' | 'low' | 'out' | 'nearFull' | 'full'
  /** How much is left, or in the box; an estimate where the device cannot count. */
  amount?: number
  unit?: 'mm' | 'cards' | 'notes' | 'tickets'
}

/** How a device is. Told anew only when something in it changed. */
export type DeviceStatus = {
  device: DeviceState
  error?: DeviceError
  /** Printers only. */
  paper?: PaperSupply
  /** Devices that hold a card, a note or a paper. */
  media?: MediaState
  /** Card readers only. */
  chip?: ChipState
  consumables?: readonly Consumable[]
}

/** Two statuses are the same when they say the same, in whatever order their fields were set. */
export function sameStatus(a: DeviceStatus, b: DeviceStatus): boolean {
  return isDeepStrictEqual(a, b)
}
