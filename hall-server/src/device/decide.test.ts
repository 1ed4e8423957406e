import { expect, test } from 'vitest'
import type { DeviceState } from '@service-hall/contract'
import { aPureHall, asDeviceHost, asKiosk, command } from '../../test/builders.ts'

const report = (state: DeviceState, deviceId = 'K1-printer') => command('device.report', { deviceId, state })

test('a changed device state is a fact, the same again is none', () => {
  const hall = aPureHall()
  const out: DeviceState = { device: 'userError', paper: 'out', error: 'paperOut', action: 'clear' }
  expect(hall.must(asKiosk(), report(out)).facts).toHaveLength(1)
  expect(hall.state.view.devices['K1-printer']).toEqual({ state: out, since: hall.now })
  expect(hall.must(asKiosk(), report({ ...out })).facts).toEqual([])
  expect(hall.must(asKiosk(), report({ device: 'online' })).facts).toHaveLength(1)
})

test('a box that fills is news, and the same fill again is none', () => {
  const hall = aPureHall()
  const filled = (state: 'ok' | 'nearFull'): DeviceState => ({
    device: 'online',
    consumables: [{ name: 'captureBin', state }],
  })
  expect(hall.must(asKiosk(), report(filled('ok'))).facts).toHaveLength(1)
  expect(hall.must(asKiosk(), report(filled('ok'))).facts).toEqual([])
  expect(hall.must(asKiosk(), report(filled('nearFull'))).facts).toHaveLength(1)
})

test('only the station that drives a device speaks for it', () => {
  const hall = aPureHall()
  expect(hall.refusal(asKiosk('K2'), report({ device: 'online' }))).toBe('access.denied')
  expect(hall.refusal(asDeviceHost(), report({ device: 'online' }, 'C1-pad'))).toBe(null)
  expect(hall.refusal(asKiosk(), report({ device: 'online' }, 'toaster'))).toBe('device.unknown')
})
