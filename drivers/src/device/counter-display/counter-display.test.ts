import { expect, test } from 'vitest'
import { cleanup } from '../../../test/cleanup.ts'
import { startSimulator } from '../../../test/simulator.ts'
import { manualClock } from '../../../test/manual-clock.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { createCounterDisplay } from './counter-display.ts'

const onEnd = cleanup()

async function aDisplay(profile: 'digits4' | 'colour' | 'text') {
  const simulator = await startSimulator('counter-display', { profile })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const display = createCounterDisplay({ id: 'led', profile, address: 3, link: { url: pty.url } })
  onEnd(() => display.stop())
  display.start()
  await untilOnline(display)
  return { display, pty, control: simulator.control }
}

test.each([
  ['digits4', { address: 3, number: 12 }],
  ['colour', { address: 3, number: 12, state: 2 }],
  ['text', { address: 3, state: 2, text: '请 A012 到 3 号窗口' }],
] as const)('shows a called ticket on a %s display', async (profile, shown) => {
  const { display, control } = await aDisplay(profile)
  const asked = { ticketNumber: 'A012', text: '请 A012 到 3 号窗口', state: 'calling' } as const
  expect(await display.show(asked)).toEqual({ ok: true })
  expect(await control.waitShown()).toEqual(shown)
})

test('shows the last content again after the cable was out', async () => {
  const { display, pty, control } = await aDisplay('text')
  await display.show({ text: 'A012', state: 'calling' })
  await control.waitShown()
  await pty.unplug()
  await untilStatus(display, ({ device }) => device !== 'online')
  expect(await display.show({ text: 'A013', state: 'calling' })).toMatchObject({ ok: false })
  await pty.plug()
  expect(await control.waitShown()).toMatchObject({ text: 'A013' })
})

test.each([
  ['text', undefined, { text: '88888888' }, { text: '', state: 0 }],
  ['text', 'A012', { text: '88888888' }, { text: 'A012', state: 2 }],
  ['digits4', 'A012', { number: 8_888 }, { number: 12 }],
] as const)(
  'shows on a %s display that showed %s the test pattern for a second',
  async (profile, ticketNumber, pattern, after) => {
    const simulator = await startSimulator('counter-display', { profile })
    onEnd(() => simulator.stop())
    const clock = manualClock()
    const display = createCounterDisplay({ id: 'led', profile, link: { url: simulator.url } }, { clock })
    onEnd(() => display.stop())
    display.start()
    await untilOnline(display)
    /** What is shown, after some milliseconds, which the turns of the line take. */
    const soon = async () => {
      await clock.advance(2)
      return simulator.control.shown()
    }
    if (ticketNumber !== undefined) {
      void display.show({ ticketNumber, state: 'calling' })
      await expect.poll(soon).toMatchObject(after)
    }
    const testing = display.selfTest()
    await expect.poll(soon).toMatchObject(pattern)
    await clock.advance(800)
    expect(await soon()).toMatchObject(pattern)
    await clock.advance(200)
    await expect.poll(soon).toMatchObject(after)
    await clock.advance(100)
    expect(await testing).toEqual({ ok: true, identity: `LED display ${profile}` })
  },
)
