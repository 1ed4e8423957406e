import { DeviceState } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { deviceState, filledTo } from './device-state.ts'

test('a driver’s status is the hall’s device state', () => {
  const status = {
    device: 'potentialFraud',
    error: { code: 'fraudAttempt', action: 'maintenance' },
    media: 'jammed',
  } as const
  const state = { device: 'potentialFraud', error: 'fraudAttempt', action: 'maintenance', media: 'jammed' }
  expect(deviceState(status)).toEqual(state)
  expect(DeviceState.parse(deviceState(status))).toEqual(state)
})

test('cards that come and go, and amounts that shrink, are no news of the device', () => {
  const status = (amount: number, media: 'present' | 'notPresent') =>
    deviceState({
      device: 'online',
      media,
      consumables: [{ name: 'paper', state: 'ok', amount, unit: 'mm' }],
    })
  expect(status(60_000, 'present')).toEqual(status(59_880, 'notPresent'))
  expect(status(1, 'present').consumables).toEqual([{ name: 'paper', state: 'ok' }])
})

test('a box that the hall counted full is told so, unless it is out', () => {
  const state = { device: 'online', consumables: [{ name: 'cashBox', state: 'ok' }] } as const
  const filled = (box: 'ok' | 'full' | 'out') =>
    filledTo({ ...state, consumables: [{ name: 'cashBox', state: box }] }, 'nearFull').consumables
  expect(filled('ok')).toEqual([{ name: 'cashBox', state: 'nearFull' }])
  expect(filled('full')).toEqual([{ name: 'cashBox', state: 'full' }])
  expect(filled('out')).toEqual([{ name: 'cashBox', state: 'out' }])
  expect(filledTo({ ...state, consumables: [...state.consumables] }, 'ok')).toEqual(state)
})
