import { told } from '../../../test/told.ts'
import { expect, test } from 'vitest'
import { cleanup } from '../../../test/cleanup.ts'
import { startSimulator } from '../../../test/simulator.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { createRatingPad } from './rating-pad.ts'
import type { Invitation, RatingPadEvent } from './rating-pad.ts'

const onEnd = cleanup()

/** A pad's driver on a real pseudo-terminal, online, with its events in order. */
async function aPad() {
  const simulator = await startSimulator('rating-pad')
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const pad = createRatingPad({ id: 'pad', profile: 'own', link: { url: pty.url } })
  onEnd(() => pad.stop())
  const { events, untilEvents } = told<RatingPadEvent>(pad)
  pad.start()
  await untilOnline(pad)
  return { pad, pty, control: simulator.control, events, untilEvents }
}

const invitation = (sequence: number, timeoutMs = 20_000): Invitation => ({
  sequence,
  staffName: '王小燕',
  staffNumber: '0317',
  stars: 4,
  timeoutMs,
})

test('shows who served and brings the level back with the sequence of the invitation', async () => {
  const { pad, control, untilEvents } = await aPad()
  expect(await pad.invite(invitation(70_001))).toEqual({ ok: true })
  expect(await control.waitInvitation()).toEqual({
    sequence: 70_001 & 0xffff,
    timeoutS: 20,
    voice: false,
    staffName: '王小燕',
    staffNumber: '0317',
    stars: 4,
  })
  await control.press(5)
  expect(await untilEvents(1)).toEqual([{ type: 'rated', sequence: 70_001, level: 5 }])
})

test('never credits a late key to the next customer', async () => {
  const { pad, control, untilEvents } = await aPad()
  await pad.invite(invitation(1))
  await pad.cancel(1)
  await pad.invite(invitation(2))
  await control.press(1, 1)
  expect(await untilEvents(1)).toEqual([{ type: 'lateKey', sequence: 1, level: 1, known: true }])
  await control.press(4)
  expect((await untilEvents(2))[1]).toEqual({ type: 'rated', sequence: 2, level: 4 })
})

test('ends an open invitation when the next is made', async () => {
  const { pad, control, untilEvents } = await aPad()
  await pad.invite(invitation(1))
  await pad.invite(invitation(2))
  expect(await untilEvents(1)).toEqual([{ type: 'cancelled', sequence: 1 }])
  expect(await control.invitation()).toMatchObject({ sequence: 2 })
})

test('tells that the customer did not answer in time', async () => {
  const { pad, untilEvents } = await aPad()
  await pad.invite(invitation(1, 1_000))
  expect(await untilEvents(1)).toEqual([{ type: 'timedOut', sequence: 1 }])
})

test('says so itself when the pad went silent in the meantime', async () => {
  const { pad, control, untilEvents } = await aPad()
  await pad.invite(invitation(1, 500))
  await control.fault('silence')
  expect(await untilEvents(1)).toEqual([{ type: 'timedOut', sequence: 1 }])
})

test('takes a cancelled invitation off the pad', async () => {
  const { pad, control } = await aPad()
  await pad.invite(invitation(1))
  expect(await pad.cancel(1)).toEqual({ ok: true })
  expect(await control.invitation()).toBeNull()
})

test('answers at once when the pad is not there, and takes part again when it is back', async () => {
  const { pad, pty, control, untilEvents } = await aPad()
  await pad.invite(invitation(1))
  await pty.unplug()
  await untilStatus(pad, ({ device }) => device === 'offline' || device === 'noDevice')
  expect(await pad.invite(invitation(2))).toMatchObject({ ok: false, error: { code: 'lineLost' } })
  await pty.plug()
  await untilOnline(pad)
  await pad.invite(invitation(3))
  await control.press(3)
  expect(await untilEvents(2)).toEqual([
    { type: 'cancelled', sequence: 1 },
    { type: 'rated', sequence: 3, level: 3 },
  ])
})

test.each(['noise', 'dribble'])('rates once through %s', async (fault) => {
  const { pad, control, events, untilEvents } = await aPad()
  await control.fault(fault)
  expect(await pad.invite(invitation(1))).toEqual({ ok: true })
  await control.press(2)
  await untilEvents(1)
  await control.fault(null)
  expect(await pad.selfTest()).toMatchObject({ ok: true, identity: 'SIM-PAD 1.0' })
  expect(events).toEqual([{ type: 'rated', sequence: 1, level: 2 }])
})
