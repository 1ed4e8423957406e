import type { Localized } from '@service-hall/contract'
import type { DeviceErrorCode } from '@service-hall/drivers'
import { DEVICE_ERRORS, deviceErrorText } from '@service-hall/ui'
import { expect, test } from 'vitest'

/** Does not compile while a code of the drivers has no text. */
const texts: Record<DeviceErrorCode, Localized> = DEVICE_ERRORS
/** What a device's host says besides, and what follows from the state of a roll. */
const OTHERS = ['notDriven', 'paperLow', 'paperJam']

test('every error code of the drivers has a text, and no text is of a code that none of them has', () => {
  const codes = Object.keys(DEVICE_ERRORS).filter((code) => !OTHERS.includes(code))
  for (const code of codes) expect(deviceErrorText(code)).toBe(texts[code as DeviceErrorCode])
})
