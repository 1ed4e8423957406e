import type { LinkFault } from '../../../link/faults.ts'
import type { DeviceError } from '../../common/status.ts'

const noMedia: DeviceError = { code: 'noMedia', action: 'clear' }
const mute: DeviceError = { code: 'atrNotObtained', action: 'clear' }
const gone: DeviceError = { code: 'lineLost', action: 'clear' }

/** Short names of the error numbers of PC/SC (SCARD_E_…, SCARD_W_…). */
const errors: Readonly<Record<string, DeviceError>> = {
  NoSmartCard: noMedia,
  RemovedCard: noMedia,
  UnresponsiveCard: mute,
  UnpoweredCard: mute,
  InvalidAtr: mute,
  UnsupportedCard: { code: 'protocolNotSupported', action: 'clear' },
  ProtoMismatch: { code: 'protocolNotSupported', action: 'clear' },
  SharingViolation: { code: 'portBusy', action: 'configuration' },
  NoAccess: { code: 'portForbidden', action: 'configuration' },
  ReaderUnavailable: gone,
  UnknownReader: gone,
  NoReadersAvailable: gone,
  NoService: gone,
  ServiceStopped: gone,
  InvalidHandle: gone,
  Timeout: { code: 'noAnswer', action: 'clear' },
}

/** What is wrong, in the words of all devices: the card was pulled, is mute, or was disturbed in its answer. */
export function errorOfPcsc(error: unknown): DeviceError {
  return errors[codeOf(error)] ?? { code: 'readFailed', action: 'clear' }
}

/** Why the service cannot be reached, or was lost. */
export function faultOfPcsc(error: unknown): LinkFault {
  const code = codeOf(error)
  if (code === 'NoService') return 'refused'
  if (code === 'Timeout') return 'silent'
  return code === 'NoAccess' ? 'permission' : 'disconnected'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
