import { describe, expect, test } from 'vitest'
import { startSimulator } from '../../../test/simulator.ts'
import { told } from '../../../test/told.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { createRatingPad } from './rating-pad.ts'
import type { Invitation, RatingPadEvent } from './rating-pad.ts'

async function anEvaluator(onEnd: (end: () => Promise<void>) => void) {
  const simulator = await startSimulator('jtt905-pad')
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const pad = createRatingPad({ id: 'pad', profile: 'jtt905', link: { url: pty.url } })
  onEnd(() => pad.stop())
  const heard = told<RatingPadEvent>(pad)
  pad.start()
  await untilOnline(pad)
  const { control } = simulator
  return {
    pad,
    pty,
    control,
    ...heard,
    press: (option: number) => control.ask({ press: option }),
    late: (option: number) => control.ask({ late: option }),
  }
}

const invitation = (sequence: number, timeoutMs = 20_000): Invitation => ({
  sequence,
  staffName: '王小燕',
  staffNumber: '0317',
  timeoutMs,
})

describe.concurrent('an evaluator of JT/T 905', () => {
  test('brings the four ratings of the standard back as levels', async ({ onTestFinished }) => {
    const { pad, press, untilEvents } = await anEvaluator(onTestFinished)
    for (const option of [1, 2, 3, 4]) {
      expect(await pad.invite(invitation(option))).toEqual({ ok: true })
      await press(option)
      await untilEvents(option)
    }
    expect(await untilEvents(4)).toEqual([
      { type: 'rated', sequence: 1, level: 4 },
      { type: 'rated', sequence: 2, level: 3 },
      { type: 'rated', sequence: 3, level: 2 },
      { type: 'rated', sequence: 4, level: 1 },
    ])
  })

  test('never credits a rating that is told late to the next customer', async ({ onTestFinished }) => {
    const { pad, control, press, late, events, untilEvents } = await anEvaluator(onTestFinished)
    await pad.invite(invitation(1))
    await pad.cancel(1)
    // On the line before the next invitation is.
    await control.fault('merge', { times: 1 })
    await late(4)
    await pad.invite(invitation(2))
    expect(events).toEqual([])
    await press(1)
    expect(await untilEvents(1)).toEqual([{ type: 'rated', sequence: 2, level: 4 }])
  })

  test('tells a rating once that comes twice', async ({ onTestFinished }) => {
    const { pad, control, press, untilEvents } = await anEvaluator(onTestFinished)
    await pad.invite(invitation(1))
    await control.fault('duplicate')
    await press(2)
    await untilEvents(1)
    await pad.invite(invitation(2))
    await press(3)
    expect(await untilEvents(2)).toEqual([
      { type: 'rated', sequence: 1, level: 3 },
      { type: 'rated', sequence: 2, level: 2 },
    ])
  })

  test('tells that nobody rated', async ({ onTestFinished }) => {
    const { pad, untilEvents } = await anEvaluator(onTestFinished)
    await pad.invite(invitation(1, 1_000))
    expect(await untilEvents(1)).toEqual([{ type: 'timedOut', sequence: 1 }])
  })

  test('takes a cancelled invitation off the pad', async ({ onTestFinished }) => {
    const { pad, control } = await anEvaluator(onTestFinished)
    await pad.invite(invitation(1))
    expect(await pad.cancel(1)).toEqual({ ok: true })
    expect(await control.state()).toMatchObject({ isAsking: false })
  })

  test('passes a refusal on, and asks anew what was not answered', async ({ onTestFinished }) => {
    const { pad, control, press, untilEvents } = await anEvaluator(onTestFinished)
    await control.fault('nak', { times: 1 })
    expect(await pad.invite(invitation(1))).toMatchObject({ ok: false, error: { code: 'refused' } })
    await control.fault('badCheck', { times: 1 })
    expect(await pad.invite(invitation(2))).toEqual({ ok: true })
    expect(pad.counters.retries).toBe(1)
    await press(1)
    expect(await untilEvents(1)).toEqual([{ type: 'rated', sequence: 2, level: 4 }])
  })

  test('answers at once when the pad is not there, and takes part again when it is back', async ({
    onTestFinished,
  }) => {
    const { pad, pty, press, untilEvents } = await anEvaluator(onTestFinished)
    await pad.invite(invitation(1))
    await pty.unplug()
    await untilStatus(pad, ({ device }) => device !== 'online')
    expect(await pad.invite(invitation(2))).toMatchObject({ ok: false, error: { code: 'lineLost' } })
    await pty.plug()
    await untilOnline(pad)
    await pad.invite(invitation(3))
    await press(1)
    expect(await untilEvents(2)).toEqual([
      { type: 'cancelled', sequence: 1 },
      { type: 'rated', sequence: 3, level: 4 },
    ])
    expect(await pad.selfTest()).toMatchObject({ ok: true })
  })

  test.for(['noise', 'dribble', 'merge'])('rates once through %s', async (fault, { onTestFinished }) => {
    const { pad, control, press, events, untilEvents } = await anEvaluator(onTestFinished)
    await control.fault(fault)
    expect(await pad.invite(invitation(1))).toEqual({ ok: true })
    await press(2)
    await untilEvents(1)
    await control.fault(null)
    expect(await pad.selfTest()).toEqual({
      ok: true,
      identity: 'JT/T 905 evaluator 0699000001, hardware 01, software 1002',
    })
    expect(events).toEqual([{ type: 'rated', sequence: 1, level: 3 }])
  })
})
