import { COMMON_ERRORS, KIND_ERRORS } from '@service-hall/drivers'
import { DEVICE_ERRORS } from '@service-hall/ui'
import { expect, test } from 'vitest'

/** What a device's host says besides, and what follows from the state of a roll. */
const OTHERS = ['notDriven', 'paperLow', 'paperJam']

test('every error code of the drivers has a text, and no text is of a code that none of them has', () => {
  expect(Object.keys(DEVICE_ERRORS).sort()).toEqual([...COMMON_ERRORS, ...KIND_ERRORS, ...OTHERS].sort())
})
