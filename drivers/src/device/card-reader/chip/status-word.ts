import type { DeviceError, DeviceErrorCode } from '../../common/status.ts'

/** What a status word asks for next. */
export type StatusWord =
  | { kind: 'done' }
  /** `length` bytes more can be fetched; 0 means 256 or more. */
  | { kind: 'more'; length: number }
  /** Not carried out: the length wanted should be `length`; 0 means 256. */
  | { kind: 'wrongLe'; length: number }
  | { kind: 'refused'; error: DeviceError; triesLeft?: number }

/** Status words with a meaning of their own, and the leading byte of those that share one (ISO/IEC 7816-4, clause 5). */
const whole: Readonly<Record<number, DeviceErrorCode>> = {
  0x6982: 'securityFail',
  0x6983: 'securityFail',
  0x6984: 'securityFail',
  0x6987: 'securityFail',
  0x6988: 'securityFail',
  0x6a81: 'unsupported',
  0x6a82: 'invalidMedia',
  0x6a83: 'invalidMedia',
  0x6a88: 'invalidMedia',
}
const leading: Readonly<Record<number, DeviceErrorCode>> = {
  0x63: 'securityFail',
  0x64: 'readFailed',
  0x65: 'readFailed',
  0x66: 'securityFail',
  0x67: 'invalidData',
  0x68: 'unsupported',
  0x69: 'refused',
  0x6a: 'invalidData',
  0x6b: 'invalidData',
  0x6d: 'unsupported',
  0x6e: 'unsupported',
  0x6f: 'readFailed',
}

/** Reads a status word. 62 xx warns of something that does not keep the answer from being used, and counts as done. */
export function readStatusWord(sw: number): StatusWord {
  const sw1 = sw >> 8
  const sw2 = sw & 0xff
  if (sw === 0x9000 || sw1 === 0x62) return { kind: 'done' }
  if (sw1 === 0x61) return { kind: 'more', length: sw2 }
  if (sw1 === 0x6c) return { kind: 'wrongLe', length: sw2 }
  const code = whole[sw] ?? leading[sw1] ?? 'readFailed'
  const error: DeviceError = { code, action: 'clear' }
  return sw1 === 0x63 && sw2 >> 4 === 0xc
    ? { kind: 'refused', error, triesLeft: sw2 & 0x0f }
    : { kind: 'refused', error }
}
