import { expect, test } from 'vitest'
import { cleanup } from '../../../test/cleanup.ts'
import { startOnBus } from '../../../test/bus-controls.ts'
import type { SimulatedBar } from '../../../test/bus-controls.ts'
import { manualClock } from '../../../test/manual-clock.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { createLineBook } from '../../link/line-book.ts'
import { createLedBar } from './led-bar.ts'
import type { LedBarConfig } from './led-bar.ts'

const onEnd = cleanup()

async function bars(profile: LedBarConfig['profile'], addresses = [1]) {
  const { simulator, at } = await startOnBus('led-bar', {
    profile: addresses.map((address) => `${profile}@${address}`).join(','),
  })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const lines = createLineBook()
  const all = addresses.map((address) =>
    createLedBar(
      { id: `bar-${address}`, profile, address, link: { url: pty.url, baud: 115_200 } },
      { lines },
    ),
  )
  for (const bar of all) {
    onEnd(() => bar.stop())
    bar.start()
    await untilOnline(bar)
  }
  return { all, bar: all[0]!, pty, at, next: (address = 1) => at(address).waitShown<SimulatedBar>() }
}

test.each([
  ['own', { address: 1, text: '请 A012\n到 3 号窗口', motion: 1, speed: 5, brightness: 100 }],
  ['bx5', { address: 1, text: '请 A012\n到 3 号窗口', motion: 3, speed: 4 }],
] as const)('shows lines on a bar of the kind %s', async (profile, shown) => {
  const { bar, next } = await bars(profile)
  expect(await bar.show(['请 A012', '到 3 号窗口'], { motion: 'scrollLeft', speed: 5 })).toEqual({ ok: true })
  expect(await next()).toEqual(shown)
})

test('shows ASCII on an Alpha sign, and refuses what it cannot show', async () => {
  const { bar, next } = await bars('alpha')
  expect(await bar.show('A012 -> 3', { motion: 'flash' })).toEqual({ ok: true })
  expect(await next()).toEqual({ address: 1, text: 'A012 -> 3', motion: 0x63, speed: 0x17 })
  expect(await bar.show('请')).toMatchObject({ ok: false, error: { code: 'invalidData' } })
  expect(await bar.show('x', { brightness: 50 })).toMatchObject({ ok: false, error: { code: 'unsupported' } })
})

test('sets the brightness of a BX bar before the text', async () => {
  const { bar, next } = await bars('bx5')
  expect(await bar.show('营业中', { brightness: 50 })).toEqual({ ok: true })
  expect(await next()).toEqual({ address: 1, brightness: 8 })
  expect(await next()).toMatchObject({ text: '营业中' })
  expect(await bar.show('x', { motion: 'flash' })).toMatchObject({ error: { code: 'unsupported' } })
})

test('shows the last content again after the cable was out, not one in between', async () => {
  const { bar, pty, next } = await bars('own')
  await bar.show('one')
  expect(await next()).toMatchObject({ text: 'one' })
  await pty.unplug()
  await untilStatus(bar, ({ device }) => device !== 'online')
  expect(await bar.show('two')).toMatchObject({ ok: false })
  expect(await bar.show('three')).toMatchObject({ ok: false })
  await pty.plug()
  expect(await next()).toMatchObject({ text: 'three' })
})

test('shows on each of several bars of one line what is meant for it', async () => {
  const { all, next } = await bars('own', [1, 2, 3])
  const shown = await Promise.all(all.map((bar, index) => bar.show(`bar ${index + 1}`)))
  expect(shown).toEqual(all.map(() => ({ ok: true })))
  for (const address of [1, 2, 3])
    expect(await next(address)).toMatchObject({ address, text: `bar ${address}` })
})

test.each([
  ['own', undefined, ''],
  ['bx5', undefined, ''],
  ['alpha', undefined, ''],
  ['own', '营业中', '营业中'],
] as const)(
  'shows on a bar of the kind %s that showed %s the test pattern for a second',
  async (profile, text, after) => {
    const { simulator } = await startOnBus('led-bar', { profile })
    onEnd(() => simulator.stop())
    const clock = manualClock()
    const bar = createLedBar({ id: 'bar', profile, link: { url: simulator.url } }, { clock })
    onEnd(() => bar.stop())
    bar.start()
    await untilOnline(bar)
    const soon = async () => {
      await clock.advance(2)
      return ((await simulator.control.ask({ get: 'shown' })) as SimulatedBar | null)?.text
    }
    if (text !== undefined) {
      void bar.show(text)
      await expect.poll(soon).toBe(text)
      await clock.advance(100)
    }
    const testing = bar.selfTest()
    await expect.poll(soon).toBe('88888888')
    await clock.advance(800)
    expect(await soon()).toBe('88888888')
    await clock.advance(1_000)
    await expect.poll(soon).toBe(after)
    await clock.advance(1_000)
    expect(await testing).toEqual({ ok: true, identity: `LED bar ${profile}` })
  },
)
