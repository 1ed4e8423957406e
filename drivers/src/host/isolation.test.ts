import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { cleanup } from '../../test/cleanup.ts'
import { startSimulator } from '../../test/simulator.ts'
import { untilOnline } from '../../test/until.ts'
import { startDevices } from '../device-host.ts'
import { systemClock as clock } from '../clock.ts'
import { createDevice } from '../device/kinds.ts'
import type { AnyDevice, DeviceConfig } from '../device/kinds.ts'
import type { HostFact } from './facts.ts'

const onEnd = cleanup()
const broken = () => {
  throw new Error('broken on purpose')
}

/** A device whose code throws wherever it is touched, from the given method on. */
function brokenDevice(works: readonly string[]): AnyDevice {
  const good: Record<string, unknown> = {
    kind: 'ratingPad',
    onStatus: () => () => undefined,
    onEvent: () => () => undefined,
    start: () => undefined,
  }
  return new Proxy({} as AnyDevice, {
    get: (_, name) => (typeof name === 'string' && works.includes(name) ? good[name] : broken()),
  })
}

test('keeps a good device at work beside devices whose code throws everywhere', async () => {
  const display = await startSimulator('counter-display')
  onEnd(() => display.stop())
  const works: Record<string, string[]> = {
    deaf: [],
    'no-start': ['onStatus', 'onEvent'],
    'no-status': ['onStatus', 'onEvent', 'start'],
  }
  const bugs: unknown[] = []
  const facts: HostFact[] = []
  const pads = ['unmade', ...Object.keys(works)].map((id): DeviceConfig => ({
    id,
    kind: 'ratingPad',
    profile: 'own',
    link: { url: 'tcp://127.0.0.1:9' },
  }))
  const host = startDevices(
    [...pads, { id: 'led', kind: 'counterDisplay', profile: 'text', link: { url: display.url } }],
    {
      make(config, surroundings) {
        if (config.id === 'unmade') broken()
        const methods = works[config.id]
        return methods ? brokenDevice(methods) : createDevice(config, surroundings)
      },
      reportBug: (error) => bugs.push(error),
      onFact: (fact) => {
        facts.push(fact)
        throw new Error('and so does the listener')
      },
    },
  )
  onEnd(() => host.stop())
  const led = host.device('counterDisplay', 'led')!
  await untilOnline(led)
  expect(await led.show({ text: 'A001', state: 'calling' })).toEqual({ ok: true })

  expect(host.status('unmade')).toEqual({
    device: 'offline',
    error: { code: 'misconfigured', action: 'configuration' },
  })
  for (const id of Object.keys(works)) {
    expect(host.status(id)).toMatchObject({ error: { code: 'unrecoverable', action: 'maintenance' } })
    expect(await host.selfTest(id)).toMatchObject({ ok: false })
    expect(await host.operate(id, 'restart', 'test')).toMatchObject({ ok: false })
  }
  const described = host.describe()
  expect(described.map(({ id }) => id)).toEqual(['unmade', 'deaf', 'no-start', 'no-status', 'led'])
  expect(described.find(({ id }) => id === 'no-start')?.problem).toBe('broken on purpose')
  expect(described.at(-1)).toMatchObject({ status: { device: 'online' }, counters: { opened: 1 } })
  expect(facts).toContainEqual(expect.objectContaining({ type: 'faultBegan', device: 'unmade' }))
  expect(bugs.length).toBeGreaterThan(0)
  await host.stop()
  expect(led.status).toMatchObject({ error: { code: 'stopped' } })
})

test('tells the operations of operators as facts with who did them', async () => {
  const printer = await startSimulator('printer')
  onEnd(() => printer.stop())
  const facts: HostFact[] = []
  const host = startDevices(
    [{ id: 'printer', kind: 'printer', profile: 'epson', link: { url: printer.url } }],
    { onFact: (fact) => facts.push(fact), clock: { ...clock, now: () => 42 } },
  )
  onEnd(() => host.stop())
  await untilOnline(host.devices.get('printer')!)
  expect(await host.operate('printer', 'paperChanged', 'staff-0317')).toEqual({ ok: true })
  expect(await host.operate('printer', 'eject', 'staff-0317')).toMatchObject({ ok: false })
  expect(await host.operate('printer', 'restart', 'staff-0317')).toEqual({ ok: true })
  await untilOnline(host.devices.get('printer')!)
  const unsupported = { ok: false, error: { code: 'unsupported', action: 'configuration' } }
  const operated = { type: 'operated', device: 'printer', at: 42, by: 'staff-0317' }
  expect(facts).toEqual([
    { ...operated, operation: 'paperChanged', outcome: { ok: true } },
    { ...operated, operation: 'eject', outcome: unsupported },
    { ...operated, operation: 'restart', outcome: { ok: true } },
  ])
})

test('keeps the fault and tells its end when the paper is put in', async () => {
  const printer = await startSimulator('printer')
  onEnd(() => printer.stop())
  const facts: HostFact[] = []
  const told = new Set<() => void>()
  const host = startDevices(
    [{ id: 'printer', kind: 'printer', profile: 'epson', link: { url: printer.url } }],
    {
      onFact(fact) {
        facts.push(fact)
        for (const look of told) look()
      },
    },
  )
  onEnd(() => host.stop())
  const untilFacts = (count: number) => {
    const there = new Promise<void>((resolve) => {
      const look = () => facts.length >= count && resolve()
      told.add(look)
      look()
    })
    return waitFor(`${count} facts of the host`, there)
  }
  await untilOnline(host.devices.get('printer')!)
  await printer.control.fault('paperOut')
  await untilFacts(1)
  expect(host.describe()[0]).toMatchObject({ status: { error: { code: 'paperOut', action: 'clear' } } })
  expect(host.describe()[0]?.faultySince).toBe(facts[0]?.at)
  await printer.control.fault(null)
  await untilFacts(2)
  expect(facts).toMatchObject([
    { type: 'faultBegan', error: { code: 'paperOut' } },
    { type: 'faultCured', error: { code: 'paperOut' }, lastedMs: expect.any(Number) as number },
  ])
})
