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
export type PaperState = 'unknown' | 'full' | 'low' | 'out' | 'jammed'

/**
 * What the operator is to do: `clear` is work for hall staff (paper, cover, cable), `maintenance` for an engineer,
 * `suspend` means that the device recovers by itself, `reset` asks for a reset, `configuration` for another setting.
 */
export type ErrorAction = 'reset' | 'clear' | 'maintenance' | 'suspend' | 'configuration'

export type DeviceErrorCode =
  | 'paperOut'
  | 'coverOpen'
  | 'cutterJam'
  | 'mechanical'
  | 'unrecoverable'
  | 'overheated'
  | 'notOpen'
  | 'noAnswer'
  | 'lineLost'
  | 'portBusy'
  | 'portForbidden'
  | 'misconfigured'
  | 'queueFull'
  | 'documentInvalid'
  | 'stopped'
  | 'refused'

export type DeviceError = { code: DeviceErrorCode; action: ErrorAction }

/** How a device is. Told anew only when something in it changed. */
export type DeviceStatus = {
  device: DeviceState
  error?: DeviceError
  /** Printers only. */
  paper?: PaperState
}

export function sameStatus(a: DeviceStatus, b: DeviceStatus): boolean {
  return (
    a.device === b.device &&
    a.paper === b.paper &&
    a.error?.code === b.error?.code &&
    a.error?.action === b.error?.action
  )
}
