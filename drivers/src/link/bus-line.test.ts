import { expect, test } from 'vitest'
import { cleanup } from '../../test/cleanup.ts'
import { startOnBus } from '../../test/bus-controls.ts'
import type { SimulatedBar } from '../../test/bus-controls.ts'
import { untilOnline, untilStatus } from '../../test/until.ts'
import { startDevices } from '../device-host.ts'
import type { DeviceEvent } from '../device/kinds.ts'

const onEnd = cleanup()

/** Two call pads, a relay board and an LED bar on one pseudo-terminal, the second pad dead from the start. */
async function aLineOfFour() {
  const { simulator, at, cure } = await startOnBus('bus', { profile: 'pad@1,pad@2,coils@5,bar@9' })
  onEnd(() => simulator.stop())
  await at(2).fault('dead')
  const pty = await simulator.pty()
  const link = { url: pty.url, baud: 115_200 }
  const events: DeviceEvent[] = []
  const host = startDevices(
    [
      { id: 'pad-1', kind: 'callPad', profile: 'own', address: 1, pollMs: 30, link },
      { id: 'pad-2', kind: 'callPad', profile: 'own', address: 2, pollMs: 30, link },
      {
        id: 'lamps',
        kind: 'indicator',
        profile: 'modbusCoils',
        address: 5,
        lights: { door: { red: 1 } },
        link,
      },
      { id: 'bar', kind: 'ledBar', profile: 'own', address: 9, link },
    ],
    { random: () => 0, backOffMs: [100], onEvent: (_id, event) => events.push(event) },
  )
  onEnd(() => host.stop())
  const device = (id: string) => host.devices.get(id)!
  return { host, device, pty, at, cure, events }
}

test('four devices share one line; a dead one is offline alone, and comes when it lives', async () => {
  const { host, device, at, cure, events } = await aLineOfFour()
  for (const id of ['pad-1', 'lamps', 'bar']) await untilOnline(device(id))
  await untilStatus(device('pad-2'), ({ error }) => error?.code === 'noAnswer')
  await at(1).press(1)
  await expect.poll(() => events).toEqual([{ type: 'key', key: 'next', address: 1 }])
  expect(await host.device('indicator', 'lamps')!.set('door', 'continuous')).toEqual({ ok: true })
  expect(await host.device('ledBar', 'bar')!.show('你好')).toEqual({ ok: true })
  expect(await at(5).shown()).toMatch(/^1000/)
  expect(await at(9).waitShown<SimulatedBar>()).toMatchObject({ text: '你好' })
  for (const id of ['pad-1', 'lamps', 'bar']) expect(device(id).counters.faults).toEqual({})
  expect((await at().state())['connections']).toBe(1)
  await cure()
  await untilOnline(device('pad-2'))
  await at(2).press(2)
  await expect.poll(() => events.at(-1)).toEqual({ type: 'key', key: 'recall', address: 2 })
})

test('an unplug takes all of them, a replug brings all that live, each with what it last had to show', async () => {
  const { host, device, pty, at } = await aLineOfFour()
  const living = ['pad-1', 'lamps', 'bar']
  for (const id of living) await untilOnline(device(id))
  await pty.unplug()
  for (const id of [...living, 'pad-2'])
    await untilStatus(device(id), ({ device: state }) => state !== 'online')
  expect(await host.device('ledBar', 'bar')!.show('STALE')).toMatchObject({ ok: false })
  await host.device('ledBar', 'bar')!.show('fresh')
  await host.device('callPad', 'pad-1')!.show('fresh')
  await pty.plug()
  for (const id of living) await untilOnline(device(id))
  expect(await at(9).waitShown<SimulatedBar>()).toMatchObject({ text: 'fresh' })
  expect(await at(1).waitShown()).toBe('fresh')
})
