import { lookUntil } from '@service-hall/harness/process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startSimulator } from '../../../test/simulator.ts'
import { told } from '../../../test/told.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { closedKeypad, closeKeypad, judgePress, openKeypad } from './keypad-window.ts'
import { createRatingPad } from './rating-pad.ts'
import type { Invitation, KeypadConfig, RatingPadEvent } from './rating-pad.ts'

/** Long enough that a press made at once is within it on a busy machine, too. */
const GUARD_MS = 900
const KEYS = { '0x31': 5, '0x32': 4, '0x33': 3, '0x34': 2, '53': 1 } as const
type OnEnd = (end: () => Promise<void>) => void

async function aKeypad(onEnd: OnEnd, table: KeypadConfig['keys'] = KEYS) {
  const simulator = await startSimulator('rating-keypad')
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const pad = createRatingPad({
    id: 'pad',
    profile: 'keypad',
    link: { url: pty.url },
    keys: table,
    guardMs: GUARD_MS,
  })
  onEnd(() => pad.stop())
  const heard = told<RatingPadEvent>(pad)
  pad.start()
  const { control } = simulator
  return {
    pad,
    pty,
    ...heard,
    press: (byte: number, more: Record<string, unknown> = {}) => control.ask({ press: byte, ...more }),
    /** Resolves when the driver has seen so many presses that do not count. */
    untilStrays: (count: number) =>
      lookUntil(`${count} presses that do not count`, () => pad.counters.strays >= count, { everyMs: 5 }),
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const invitation = (sequence: number, timeoutMs = 20_000): Invitation => ({
  sequence,
  staffName: '',
  staffNumber: '',
  timeoutMs,
})

describe.concurrent('a keypad', () => {
  test('brings the level of a key back with the sequence of the invitation', async ({ onTestFinished }) => {
    const { pad, press, untilEvents } = await aKeypad(onTestFinished)
    await untilOnline(pad)
    for (const [index, byte] of [0x31, 53].entries()) {
      expect(await pad.invite(invitation(index + 1))).toEqual({ ok: true })
      await pause(GUARD_MS + 210)
      await press(byte)
      await untilEvents(index + 1)
    }
    expect(await untilEvents(2)).toEqual([
      { type: 'rated', sequence: 1, level: 5 },
      { type: 'rated', sequence: 2, level: 1 },
    ])
  })

  test('never credits a late press to the next customer', async ({ onTestFinished }) => {
    const { pad, press, events, untilEvents, untilStrays } = await aKeypad(onTestFinished)
    await untilOnline(pad)
    await pad.invite(invitation(1))
    await pad.cancel(1)
    await press(0x34)
    await untilStrays(1)
    await pad.invite(invitation(2))
    await press(0x34)
    await untilStrays(2)
    expect(events).toEqual([])
    await pause(GUARD_MS + 210)
    await press(0x31)
    expect(await untilEvents(1)).toEqual([{ type: 'rated', sequence: 2, level: 5 }])
  })

  test('takes a key that bounces or is held for one press', async ({ onTestFinished }) => {
    const { pad, press, events, untilEvents, untilStrays } = await aKeypad(onTestFinished)
    await untilOnline(pad)
    await pad.invite(invitation(1))
    await pause(GUARD_MS + 20)
    await press(0x33, { times: 6, everyMs: 60 })
    await untilEvents(1)
    await pad.invite(invitation(2))
    await untilStrays(5)
    expect(events).toEqual([{ type: 'rated', sequence: 1, level: 3 }])
  })

  test('tells that nobody pressed, and that the next invitation ended this one', async ({
    onTestFinished,
  }) => {
    const { pad, untilEvents } = await aKeypad(onTestFinished)
    await untilOnline(pad)
    await pad.invite(invitation(1))
    await pad.invite(invitation(2, 50))
    expect(await untilEvents(2)).toEqual([
      { type: 'cancelled', sequence: 1 },
      { type: 'timedOut', sequence: 2 },
    ])
  })

  test('shows nobody, and says so', async ({ onTestFinished }) => {
    const { pad } = await aKeypad(onTestFinished)
    await untilOnline(pad)
    expect(await pad.welcome({ name: '', number: '', stars: 0 })).toMatchObject({
      error: { code: 'unsupported' },
    })
    expect(pad.capabilities).toEqual({ levels: 5, asks: false, namesInvitation: false, shows: false })
  })

  test('counts bytes of no key as noise, and rates when it is plugged in again', async ({
    onTestFinished,
  }) => {
    const { pad, pty, press, untilEvents } = await aKeypad(onTestFinished)
    await untilOnline(pad)
    await press(0x7f)
    await lookUntil('a byte of no key', () => pad.counters.noiseBytes > 0, { everyMs: 5 })
    await pty.unplug()
    await untilStatus(pad, ({ device }) => device !== 'online')
    expect(await pad.invite(invitation(1))).toMatchObject({ ok: false, error: { code: 'lineLost' } })
    await pty.plug()
    await untilOnline(pad)
    await pad.invite(invitation(2))
    await pause(GUARD_MS + 20)
    await press(0x32)
    expect(await untilEvents(1)).toEqual([{ type: 'rated', sequence: 2, level: 4 }])
  })

  test.for([{}, { key: 5 }, { 300: 5 }, { 1: 6 }])(
    'says that it is misconfigured with the keys %o',
    async (table, { onTestFinished }) => {
      const { pad } = await aKeypad(onTestFinished, table as KeypadConfig['keys'])
      expect((await untilStatus(pad, ({ device }) => device === 'userError')).error).toEqual({
        code: 'misconfigured',
        action: 'configuration',
      })
    },
  )
})

test('rates no invitation twice and none that is not open, whenever keys are pressed', () => {
  const step = fc.record({
    do: fc.constantFrom('open', 'close', 'press'),
    after: fc.integer({ min: 0, max: 1_500 }),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let window = closedKeypad
      let at = 0
      let sequence = 0
      let openedAt = 0
      let pressedAt = Number.NEGATIVE_INFINITY
      const rated: number[] = []
      for (const one of steps) {
        at += one.after
        if (one.do === 'open') {
          window = openKeypad(window, (sequence += 1), at)
          openedAt = at
        } else if (one.do === 'close') window = closeKeypad(window)
        else {
          const wasOpen = window.open?.sequence
          const judged = judgePress(window, at, 800)
          window = judged.window
          if (judged.verdict.kind === 'rated') {
            expect(judged.verdict.sequence).toBe(wasOpen)
            expect(at - openedAt).toBeGreaterThanOrEqual(800)
            expect(at - pressedAt).toBeGreaterThanOrEqual(200)
            rated.push(judged.verdict.sequence)
          }
          pressedAt = at
        }
      }
      expect(new Set(rated).size).toBe(rated.length)
    }),
  )
})
