import { COMMON_ERRORS, deviceKinds } from '@service-hall/drivers'
import { DEVICE_ERRORS, DEVICE_KINDS } from '@service-hall/ui'
import { expect, test } from 'vitest'

/** What a device's host says besides, and what follows from the state of a roll. */
const NOT_OF_DRIVERS = ['notDriven', 'paperLow', 'paperJam']

test('every error code that a kind of device declares has a text, and no text is of any other', () => {
  const declared = new Set([
    ...COMMON_ERRORS,
    ...Object.values(deviceKinds).flatMap(({ errors }) => errors),
    ...NOT_OF_DRIVERS,
  ])
  expect(Object.keys(DEVICE_ERRORS).sort()).toEqual([...declared].sort())
})

test('every kind of device that the drivers know has a name', () => {
  expect(Object.keys(DEVICE_KINDS).sort()).toEqual(Object.keys(deviceKinds).sort())
})
