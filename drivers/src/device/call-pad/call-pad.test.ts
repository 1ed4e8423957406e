import { describe, expect, test } from 'vitest'
import { cleanup } from '../../../test/cleanup.ts'
import { startOnBus } from '../../../test/bus-controls.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { createCallPad } from './call-pad.ts'
import type { CallPadConfig, CallPadEvent } from './call-pad.ts'

const onEnd = cleanup()
const NEXT = 1
const RECALL = 2

/** A driver on a real pseudo-terminal with a simulated pad at the other end; online. */
async function aPad(
  config: Partial<CallPadConfig> & Pick<CallPadConfig, 'profile'>,
  link: { echo?: boolean } = {},
) {
  const { simulator, at, cure } = await startOnBus('call-pad', { profile: config.profile })
  onEnd(() => simulator.stop())
  if (link.echo) await at().fault('echo')
  const pty = await simulator.pty()
  const pad = createCallPad(
    { id: 'pad', pollMs: 30, link: { url: pty.url, baud: 115_200, ...link }, ...config },
    { random: () => 0, backOffMs: [100] },
  )
  onEnd(() => pad.stop())
  const connections = async () =>
    ((await simulator.control.ask({ get: 'line' })) as { connections: number }).connections
  const events: CallPadEvent[] = []
  pad.onEvent((event) => events.push(event))
  pad.start()
  await untilOnline(pad)
  // A keypad is online when its line is open, whoever is at the other end; a key pressed before that is not heard.
  await expect.poll(connections).toBeGreaterThan(0)
  return { pad, pty, events, device: at(), cure, keys: () => events.map(({ key }) => key) }
}

/** Resolves when the pad has been polled a few more times. */
async function untilPolled(pad: { counters: { bytesOut: number } }) {
  const { bytesOut } = pad.counters
  await expect.poll(() => pad.counters.bytesOut).toBeGreaterThan(bytesOut + 30)
}

describe('a call pad that is polled', () => {
  test('tells each press once, in order, with its address', async () => {
    const { events, device, pad } = await aPad({ profile: 'own' })
    await device.press(NEXT)
    await device.press(RECALL)
    await device.press(NEXT)
    await expect
      .poll(() => events)
      .toEqual([
        { type: 'key', key: 'next', address: 1 },
        { type: 'key', key: 'recall', address: 1 },
        { type: 'key', key: 'next', address: 1 },
      ])
    await untilPolled(pad)
    expect(events.length).toBe(3)
    expect(await device.state()).toMatchObject({ unseen: 0 })
  })

  test('tells a press once although the answer that carried it was lost and it was asked again', async () => {
    const { device, keys, pad } = await aPad({ profile: 'own' })
    await device.fault('badCheck', { times: 1 })
    await device.press(NEXT)
    await expect.poll(keys).toEqual(['next'])
    await untilPolled(pad)
    expect(keys()).toEqual(['next'])
    expect(pad.counters.retries).toBeGreaterThan(0)
  })

  test.each(['duplicate', 'merge', 'dribble', 'noise'])('tells a press once under %s', async (fault) => {
    const { device, keys, pad, cure } = await aPad({ profile: 'own' })
    await device.fault(fault)
    await device.press(NEXT)
    await device.press(RECALL)
    await expect.poll(keys, { timeout: 5_000 }).toEqual(['next', 'recall'])
    await cure()
    await untilStatus(pad, ({ device: state }) => state === 'online')
    await untilPolled(pad)
    expect(keys()).toEqual(['next', 'recall'])
  })

  test('keeps what was pressed while the cable was out, and tells it once', async () => {
    const { pad, pty, device, keys } = await aPad({ profile: 'own' })
    await pty.unplug()
    await untilStatus(pad, ({ device: state }) => state !== 'online')
    await device.press(NEXT)
    await pty.plug()
    await expect.poll(keys).toEqual(['next'])
    await untilPolled(pad)
    expect(keys()).toEqual(['next'])
  })

  test('does not take the first press after a power cut for the one it saw before', async () => {
    const { device, keys } = await aPad({ profile: 'own' })
    await device.press(NEXT)
    await expect.poll(keys).toEqual(['next'])
    await device.fault('powerCycle')
    await device.press(RECALL)
    await expect.poll(keys).toEqual(['next', 'recall'])
  })

  test('shows its line, and again after the pad was lost, only what was asked last', async () => {
    const { pad, pty, device } = await aPad({ profile: 'own' })
    expect(await pad.show('等候 12 人')).toEqual({ ok: true })
    expect(await device.waitShown()).toBe('等候 12 人')
    await pty.unplug()
    await untilStatus(pad, ({ device: state }) => state !== 'online')
    expect(await pad.show('等候 13 人')).toMatchObject({ ok: false })
    expect(await pad.show('等候 14 人')).toMatchObject({ ok: false })
    await pty.plug()
    expect(await device.waitShown()).toBe('等候 14 人')
  })

  test('is offline while it does not answer, and back when it does', async () => {
    const { pad, device, cure } = await aPad({ profile: 'own' })
    await device.fault('dead')
    expect(await untilStatus(pad, ({ device: state }) => state === 'offline')).toMatchObject({
      error: { code: 'noAnswer' },
    })
    await cure()
    await untilOnline(pad)
    expect(await pad.selfTest()).toEqual({ ok: true, identity: 'SIM-CALL 1.0' })
  })

  test('does not mind an adapter that hears what it sends', async () => {
    const { pad, device, keys } = await aPad({ profile: 'own' }, { echo: true })
    await device.press(NEXT)
    await expect.poll(keys).toEqual(['next'])
    expect(pad.counters).toMatchObject({ noiseBytes: 0, strays: 0 })
  })

  test('names keys by the table of its configuration, and counts those that have no name', async () => {
    const { device, keys, pad } = await aPad({ profile: 'own', keys: { 0x41: 'next' } })
    await device.press(0x42)
    await device.press(0x41)
    await expect.poll(keys).toEqual(['next'])
    expect(pad.counters.strays).toBe(1)
  })
})

describe('a keypad of one byte a key', () => {
  test('tells each press once although a contact bounces, and cannot show anything', async () => {
    const { device, keys, pad } = await aPad({ profile: 'keypad' })
    await device.fault('bounce')
    await device.press('+'.charCodeAt(0))
    await device.press('7'.charCodeAt(0))
    await expect.poll(keys).toEqual(['next', 'digit7'])
    await device.press(0xee)
    await expect.poll(() => pad.counters.noiseBytes).toBeGreaterThan(0)
    expect(keys()).toEqual(['next', 'digit7'])
    expect(await pad.show('x')).toEqual({
      ok: false,
      error: { code: 'unsupported', action: 'configuration' },
    })
  })
})

describe('the keys of a configuration', () => {
  test.each(['own', 'keypad'] as const)('may name the bytes of a %s pad in hexadecimal', async (profile) => {
    const { device, keys } = await aPad({ profile, keys: { '0x31': 'next', 50: 'recall' } })
    await device.press(0x31)
    await device.press(50)
    await expect.poll(keys).toEqual(['next', 'recall'])
  })

  test.each([
    ['own', { 49: 'nxt' }],
    ['keypad', { 49: 'nxt' }],
    ['keypad', { plus: 'next' }],
    ['keypad', { 300: 'next' }],
  ])('make a %s pad misconfigured that has %j', async (profile, keys) => {
    const { simulator } = await startOnBus('call-pad', { profile })
    onEnd(() => simulator.stop())
    const config = { id: 'pad', profile, keys, link: { url: simulator.url } }
    const pad = createCallPad(config as unknown as CallPadConfig)
    onEnd(() => pad.stop())
    pad.start()
    expect((await untilStatus(pad, ({ device }) => device === 'userError')).error).toEqual({
      code: 'misconfigured',
      action: 'configuration',
    })
  })
})
