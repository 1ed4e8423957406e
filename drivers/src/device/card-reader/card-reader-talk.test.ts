import { describe, expect, test } from 'vitest'
import { aCardReader } from '../../../test/a-card-reader.ts'
import type { ReaderProfile } from '../../../test/a-card-reader.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'

const PROFILES = ['crt310', 'crt571', 'sankyo'] as const
const challenge = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08)
const unknownCommand = Uint8Array.of(0x00, 0xfe, 0x00, 0x00)

const ejectCommand = { crt310: [0x32, 0x31], crt571: [0x32, 0x30], sankyo: [0x33, 0x30] }
const apduCommand = { crt310: [0x37, 0x31], crt571: [0x51, 0x33], sankyo: [0x49, 0x33] }

async function aPoweredChip(profile: ReaderProfile, onEnd: (end: () => Promise<void>) => void) {
  const set = await aCardReader(profile, onEnd, { timing: { pollMs: 60_000 } })
  await set.hold()
  const powered = await set.reader.powerOn()
  if (!powered.ok) throw new Error(powered.error.code)
  return { ...set, chip: powered.chip }
}

describe.each(PROFILES)('the talk with a %s', (profile) => {
  const textOf = (body: readonly number[]) =>
    (profile === 'crt310' ? '' : '43') + Buffer.from(body).toString('hex')

  test.concurrent.for(['lostAck', 'lostAnswer'])(
    'moves a card once only after a %s',
    async (fault, { onTestFinished: onEnd }) => {
      const { reader, hold, control, count } = await aCardReader(profile, onEnd)
      await hold()
      await control.ask({ fault, times: 1, of: textOf(ejectCommand[profile]) })
      expect(await reader.eject()).toEqual({ ok: true })
      expect(await count(...ejectCommand[profile])).toBe(1)
      expect(reader.counters.timeouts).toBeGreaterThan(0)
    },
  )

  test.concurrent(
    'says so when a movement never came to pass, and may be asked again',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control, count } = await aCardReader(profile, onEnd)
      await hold()
      await control.ask({ fault: 'lost', times: 1, of: textOf(ejectCommand[profile]) })
      const first = await reader.eject()
      // A CRT-310 does nothing before ENQ, so that it can be told even a movement again at once.
      if (profile === 'crt310') expect(first).toEqual({ ok: true })
      else expect(first).toEqual({ ok: false, error: { code: 'noAnswer', action: 'clear' } })
      expect(reader.status.device).toBe('online')
      expect(await reader.eject()).toEqual({ ok: true })
      expect(await count(...ejectCommand[profile])).toBe(1)
    },
  )

  test.concurrent(
    'sends an APDU once, however its answer gets lost, and breaks off what takes too long',
    async ({ onTestFinished: onEnd }) => {
      const { chip, control, count } = await aPoweredChip(profile, onEnd)
      const of = textOf(apduCommand[profile])
      await control.ask({ fault: 'lostAnswer', times: 1, of })
      expect(await chip.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noAnswer' } })
      expect(await count(...apduCommand[profile])).toBe(1)
      await control.ask({ fault: 'slow', times: 1, ms: 60_000, of })
      expect(await chip.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noAnswer' } })
      const next = await chip.transmit(unknownCommand)
      expect(next.ok && next.response.length).toBe(2)
      const after = await chip.transmit(challenge)
      expect(after.ok && after.response.length).toBe(10)
    },
  )

  test.concurrent('has a broken answer told again: one operation', async ({ onTestFinished: onEnd }) => {
    const { chip, control, count } = await aPoweredChip(profile, onEnd)
    await control.fault('badCheck', { times: 1 })
    const reply = await chip.transmit(challenge)
    expect(reply.ok && reply.response.length).toBe(10)
    expect(await count(...apduCommand[profile])).toBe(1)
  })

  test.concurrent(
    'sends again after NAK only where nothing can have been done: never an APDU twice',
    async ({ onTestFinished: onEnd }) => {
      const { reader, chip, control, count } = await aPoweredChip(profile, onEnd)
      await control.fault('nak', { times: 1 })
      const reply = await chip.transmit(challenge)
      // A CRT-310 has done nothing before ENQ.
      if (profile === 'crt310') expect(reply.ok && reply.response.length).toBe(10)
      else expect(reply).toEqual({ ok: false, error: { code: 'noAnswer', action: 'clear' } })
      expect(reader.counters.naks).toBe(1)
      const next = await chip.transmit(unknownCommand)
      expect(next.ok && next.response.length).toBe(2)
      expect(await count(...apduCommand[profile])).toBe(profile === 'crt310' ? 2 : 1)
    },
  )
})

describe('a card reader, whichever', () => {
  test.concurrent('gives a silent line up and comes back', async ({ onTestFinished: onEnd }) => {
    const timing = { ackMs: 100, quickMs: 100, pollMs: 100 }
    const { reader, control } = await aCardReader('crt310', onEnd, { timing })
    await control.fault('silence')
    await untilStatus(reader, ({ device }) => device === 'offline')
    expect(reader.status.error).toEqual({ code: 'noAnswer', action: 'clear' })
    await control.fault(null)
    await untilOnline(reader)
  })
})

describe('a CRT-310', () => {
  test.concurrent(
    'is believed by its status when its letters are the wrong way round',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control, state } = await aCardReader('crt310', onEnd, {
        before: (ask) => ask({ fault: 'swappedLetters' }),
      })
      expect(await hold()).toEqual({ ok: true })
      expect((await reader.powerOn()).ok).toBe(true)
      expect(await reader.eject()).toEqual({ ok: true })
      await control.fault('jam')
      expect(await reader.capture('operator')).toMatchObject({ ok: false, error: { code: 'mediaJammed' } })
      expect((await state()).place).toBe('gate')
    },
  )
})

describe('a CRT-571', () => {
  test.concurrent(
    'has what it repeats, unheard, never taken for the answer to the next command',
    async ({ onTestFinished: onEnd }) => {
      const { chip, control } = await aPoweredChip('crt571', onEnd)
      await control.fault('lostHostAck', { times: 1 })
      for (const [apdu, length] of [
        [challenge, 10],
        [unknownCommand, 2],
        [challenge, 10],
      ] as const) {
        const reply = await chip.transmit(apdu)
        expect(reply.ok && reply.response.length).toBe(length)
      }
    },
  )

  test.concurrent('may fail with E as well as with N', async ({ onTestFinished: onEnd }) => {
    const { reader, hold, control } = await aCardReader('crt571', onEnd, {
      before: (ask) => ask({ fault: 'letterE' }),
    })
    await hold()
    await control.fault('sensor')
    expect(await reader.eject()).toEqual({
      ok: false,
      error: { code: 'sensorFailed', action: 'maintenance' },
    })
    expect(reader.status).toMatchObject({ device: 'hardwareError' })
  })

  test.concurrent('is initialized again when it says that it was not', async ({ onTestFinished: onEnd }) => {
    const { reader, control, count } = await aCardReader('crt571', onEnd)
    const before = await count(0x30, 0x33)
    await control.fault('notReset')
    expect(await reader.selfTest()).toEqual({ ok: true, identity: 'CRT-571-V1.0' })
    expect(await count(0x30, 0x33)).toBe(before + 1)
  })

  test.concurrent(
    'tells how full its bin and its stacker are, and keeps no card when the bin is full',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control } = await aCardReader('crt571', onEnd)
      await hold()
      await control.fault('stackerLow')
      await control.fault('captureFull')
      expect(await reader.capture('operator')).toEqual({
        ok: false,
        error: { code: 'captureBinFull', action: 'clear' },
      })
      expect(reader.status.consumables).toEqual([
        { name: 'captureBin', state: 'full', amount: 0, unit: 'cards' },
        { name: 'cards', state: 'low' },
      ])
      expect(await reader.eject()).toEqual({ ok: true })
    },
  )

  test.concurrent('is met at its own address only', async ({ onTestFinished: onEnd }) => {
    const { reader, hold } = await aCardReader('crt571', onEnd, { address: 5 })
    expect(await hold()).toEqual({ ok: true })
    expect(await reader.selfTest()).toMatchObject({ ok: true })
  })
})
