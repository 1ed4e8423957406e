import { describe, expect, test } from 'vitest'
import { cleanup } from '../../../test/cleanup.ts'
import { startOnBus } from '../../../test/bus-controls.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { createIndicator } from './indicator.ts'
import type { IndicatorConfig } from './indicator.ts'

const onEnd = cleanup()
const lights = { counter: { red: 1, green: 2 }, door: { default: 3 } }

async function anIndicator(profile: IndicatorConfig['profile'], over: 'pty' | 'tcp' = 'pty') {
  const { simulator, at, cure } = await startOnBus('indicator', { profile })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const url = over === 'pty' ? pty.url : simulator.url
  const indicator = createIndicator(
    { id: 'lights', profile, lights, pollMs: 300, link: { url, baud: 115_200 } },
    { random: () => 0, backOffMs: [100] },
  )
  onEnd(() => indicator.stop())
  indicator.start()
  await untilOnline(indicator)
  const lit = async () => (await at().shown()).slice(0, 3)
  return { indicator, pty, device: at(), cure, lit }
}

describe.each(['modbusCoils', 'stackLight'] as const)('indicator lights of the kind %s', (profile) => {
  test('shine in the colour asked for, the others dark', async () => {
    const { indicator, lit } = await anIndicator(profile)
    expect(await indicator.set('counter', 'continuous', 'green')).toEqual({ ok: true })
    await expect.poll(lit).toBe('010')
    expect(await indicator.set('door', 'continuous')).toEqual({ ok: true })
    expect(await indicator.set('counter', 'continuous', 'red')).toEqual({ ok: true })
    await expect.poll(lit).toBe('101')
    expect(await indicator.set('counter', 'off')).toEqual({ ok: true })
    await expect.poll(lit).toBe('001')
  })

  test('flash until told otherwise', async () => {
    const { indicator, device } = await anIndicator(profile)
    void indicator.set('door', 'quickFlash')
    let seen = ''
    while (!/1+0+1/.test(seen)) seen += (await device.waitShown())[2]
    await indicator.set('door', 'off')
    await expect.poll(() => device.shown()).toMatch(/^000/)
  })

  test('shine again after the cable was out, as asked last', async () => {
    const { indicator, pty, lit } = await anIndicator(profile)
    await indicator.set('counter', 'continuous', 'red')
    await pty.unplug()
    await untilStatus(indicator, ({ device }) => device !== 'online')
    expect(await indicator.set('counter', 'continuous', 'green')).toMatchObject({ ok: false })
    await pty.plug()
    await expect.poll(lit).toBe('010')
  })

  test('refuse a light or a colour that is not there', async () => {
    const { indicator } = await anIndicator(profile)
    expect(await indicator.set('window', 'continuous')).toMatchObject({ error: { code: 'invalidData' } })
    expect(await indicator.set('door', 'continuous', 'blue')).toMatchObject({
      error: { code: 'unsupported' },
    })
  })
})

describe('a Modbus relay board', () => {
  test('is told anew when it lost its power', async () => {
    const { indicator, device, lit } = await anIndicator('modbusCoils')
    await indicator.set('door', 'continuous')
    await device.fault('powerCycle')
    expect(await lit()).toBe('000')
    await expect.poll(lit).toBe('001')
  })

  test('says refused when the board does, and counts it', async () => {
    const { indicator, device } = await anIndicator('modbusCoils')
    await device.fault('refuse')
    expect(await indicator.set('door', 'continuous')).toMatchObject({ ok: false, error: { code: 'refused' } })
    expect(indicator.counters.naks).toBeGreaterThan(0)
  })

  test('is found missing behind a TCP connection that stays open', async () => {
    const { indicator, device, cure } = await anIndicator('modbusCoils', 'tcp')
    await device.fault('deaf')
    expect(await untilStatus(indicator, ({ device: state }) => state === 'offline')).toMatchObject({
      error: { code: 'noAnswer' },
    })
    await cure()
    await untilOnline(indicator)
  })
})
