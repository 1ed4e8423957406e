import { DeviceConfig } from '@service-hall/contract'
import type { DeviceState } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { StationDevices } from './station-devices.ts'

const row = (fields: object): DeviceConfig =>
  DeviceConfig.parse({
    id: 'X1',
    station: 'K1',
    name: { zh: '设备', en: 'Device' },
    link: { url: 'serial:/dev/x' },
    ...fields,
  })

/** The states that a station tells of these devices, on a clock that never comes round. */
async function statesOf(...devices: DeviceConfig[]): Promise<Record<string, DeviceState>> {
  const states: Record<string, DeviceState> = {}
  const own = new StationDevices({
    clock: { now: () => 0, monotonic: () => 0, after: () => () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    onState: ({ id }, state) => (states[id] = state),
    onEvent: () => undefined,
    onGone: () => undefined,
  })
  own.configure(devices)
  for (const { id } of devices) expect(own.device(id)).toBeUndefined()
  await own.stop()
  return states
}

test('a cash acceptor is left alone: nobody here would keep account of its money', async () => {
  expect(await statesOf(row({ kind: 'cashAcceptor', profile: 'id003' }))).toEqual({
    X1: { device: 'noDevice', error: 'notDriven', action: 'configuration' },
  })
})

test('a device whose profile no driver has is said to be misconfigured', async () => {
  expect(await statesOf(row({ kind: 'counterDisplay', profile: 'unheardOf', counter: 'C1' }))).toEqual({
    X1: { device: 'noDevice', error: 'misconfigured', action: 'configuration' },
  })
})
