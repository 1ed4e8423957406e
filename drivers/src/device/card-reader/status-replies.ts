import type { DeviceError } from '../common/status.ts'
import type { CommandAnswer, Command, Seen } from './dialect.ts'

const POSITIVE = 0x50
const negative = [0x4e, 0x45]

/**
 * Reads `P CM PM status data` and `N CM PM e1 e0`, which CRT-571, CRT-591-M and Sankyo readers share, as an answer to
 * that command.
 */
export function decodeStatusReply(
  text: Uint8Array,
  { body }: Command,
  statusLength: number,
  seen: (status: Uint8Array) => Seen,
): CommandAnswer | undefined {
  const [kind = 0, command, parameter] = text
  if (command !== body[0] || parameter !== body[1]) return undefined
  const rest = text.subarray(3)
  if (kind === POSITIVE && rest.length >= statusLength) {
    return { ok: true, data: rest.subarray(statusLength), seen: seen(rest.subarray(0, statusLength)) }
  }
  if (!negative.includes(kind)) return undefined
  const code = Buffer.from(rest.subarray(0, 2)).toString('latin1').toUpperCase()
  return { ok: false, error: errors[code] ?? unknownError, ...(code === NOT_RESET && { reset: true }) }
}

const NOT_RESET = 'B0'
const unknownError: DeviceError = { code: 'mechanical', action: 'maintenance' }

const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }
const invalidData: DeviceError = { code: 'invalidData', action: 'configuration' }
const refused: DeviceError = { code: 'refused', action: 'reset' }
const jammed: DeviceError = { code: 'mediaJammed', action: 'clear' }
const oddCard: DeviceError = { code: 'invalidMedia', action: 'clear' }
const gone: DeviceError = { code: 'noMedia', action: 'clear' }
const broken: DeviceError = { code: 'mechanical', action: 'maintenance' }
const sensor: DeviceError = { code: 'sensorFailed', action: 'maintenance' }
const worn: DeviceError = { code: 'unrecoverable', action: 'maintenance' }
const unread: DeviceError = { code: 'readFailed', action: 'clear' }
const mute: DeviceError = { code: 'atrNotObtained', action: 'clear' }
const otherChip: DeviceError = { code: 'protocolNotSupported', action: 'clear' }
const full: DeviceError = { code: 'captureBinFull', action: 'clear' }

/** Codes of both families; they agree where both have one (CRT-591-M001 protocol; Sankyo codes as in smartware). */
const errors: Readonly<Record<string, DeviceError>> = {
  '00': unsupported,
  '01': invalidData,
  '02': refused,
  '03': unsupported,
  '04': invalidData,
  '05': refused,
  '06': unsupported,
  10: jammed,
  11: broken,
  12: sensor,
  13: oddCard,
  14: oddCard,
  15: worn,
  16: gone,
  17: jammed,
  18: oddCard,
  20: unread,
  21: unread,
  23: unread,
  24: unread,
  30: broken,
  31: broken,
  39: broken,
  40: gone,
  41: broken,
  43: jammed,
  45: gone,
  50: full,
  51: broken,
  60: mute,
  61: mute,
  62: otherChip,
  63: unread,
  64: unread,
  65: mute,
  66: otherChip,
  67: unread,
  68: unread,
  69: otherChip,
  73: worn,
  A0: { code: 'noMedia', action: 'clear' },
  A1: full,
  [NOT_RESET]: refused,
}
