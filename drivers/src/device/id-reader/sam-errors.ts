import type { DeviceError } from '../common/status.ts'

const broken: DeviceError = { code: 'selfTestFailed', action: 'maintenance' }
const forbidden: DeviceError = { code: 'securityFail', action: 'maintenance' }
const untrue: DeviceError = { code: 'securityFail', action: 'clear' }
const unread: DeviceError = { code: 'readFailed', action: 'clear' }
const strange: DeviceError = { code: 'invalidMedia', action: 'clear' }
const refused: DeviceError = { code: 'refused', action: 'reset' }

/** What SW3 of an answer says is wrong. The texts differ a little between makers of readers. */
const errors: Readonly<Record<number, DeviceError>> = {
  // Sum, length, content of the request; still so after it was sent anew.
  0x10: refused,
  0x11: refused,
  0x21: refused,
  // Not authorised to carry this out.
  0x23: forbidden,
  0x24: { code: 'unsupported', action: 'configuration' },
  // The card does not prove itself, the module does not, the text is not signed rightly.
  0x31: untrue,
  0x32: forbidden,
  0x33: untrue,
  0x40: strange,
  0x41: unread,
  // Random number; self-test.
  0x47: broken,
  0x60: broken,
  0x66: forbidden,
  0x80: { code: 'noMedia', action: 'clear' },
  0x81: unread,
  // A text, but in another shape than those known.
  0x90: strange,
  0x91: strange,
}

/** The error that SW3 stands for; an unknown one is a refusal. */
export function errorOfSam(status: number): DeviceError {
  return errors[status] ?? refused
}

/** Whether the reader is to send the request anew: what it received was not what was sent. */
export function isMisheard(status: number): boolean {
  return status === 0x10 || status === 0x11 || status === 0x21
}

/** Whether it is the reader that is at fault, not the card. */
export function isOfReader(status: number): boolean {
  return errorOfSam(status).action === 'maintenance'
}
