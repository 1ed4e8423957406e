import { describe, expect, test } from 'vitest'
import { aCardReader } from '../../../test/a-card-reader.ts'
import { untilStatus } from '../../../test/until.ts'

const PROFILES = ['crt310', 'crt571', 'sankyo'] as const
const challenge = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08)

describe.each(PROFILES)('a %s whose own power fails while its line stays open', (profile) => {
  test.concurrent('waits on for a card behind an open entry', async ({ onTestFinished: onEnd }) => {
    const { reader, state, untilOpen, insert, control, events } = await aCardReader(profile, onEnd)
    const accepted = reader.accept({ timeoutMs: 30_000 })
    await untilOpen()
    await control.fault('powerCycle', { ms: 30 })
    await insert()
    expect(await accepted).toEqual({ ok: true })
    expect((await state()).entryOpen).toBe(false)
    expect(events).toEqual([{ type: 'cardInserted' }])
  })

  test.concurrent(
    'keeps the card it holds, whose chip has lost its power',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control, events, state } = await aCardReader(profile, onEnd)
      await hold()
      const powered = await reader.powerOn()
      if (!powered.ok) throw new Error(powered.error.code)
      await control.fault('powerCycle', { ms: 30 })
      await untilStatus(reader, ({ chip }) => chip === 'poweredOff')
      expect(await powered.chip.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noMedia' } })
      expect((await state()).entryOpen).toBe(false)
      expect((await reader.powerOn()).ok).toBe(true)
      expect(await reader.eject()).toEqual({ ok: true })
      expect(events).toEqual([{ type: 'cardInserted' }])
    },
  )
})

describe('a card reader that has started anew', () => {
  test.concurrent.for([
    ['crt571', '433330'],
    ['sankyo', '433a30'],
  ] as const)(
    'opens its entry again though its status says nothing: %s',
    async ([profile, of], { onTestFinished: onEnd }) => {
      const { reader, untilOpen, insert, control } = await aCardReader(profile, onEnd)
      const accepted = reader.accept({ timeoutMs: 40_000 })
      await untilOpen()
      await control.ask({ fault: 'shutEntry', of })
      await insert()
      expect(await accepted).toEqual({ ok: true })
    },
  )

  test.concurrent('tells of a card that went in meanwhile', async ({ onTestFinished: onEnd }) => {
    const { insert, control, events, untilEvents, state } = await aCardReader('crt310', onEnd, {
      whenFoundInside: 'keep',
    })
    await control.fault('powerCycle', { ms: 30 })
    await insert()
    await untilEvents(1)
    expect(events).toEqual([{ type: 'cardFound', then: 'keep' }])
    expect((await state()).entryOpen).toBe(false)
  })

  test.concurrent.for([
    ['crt571', [0x32, 0x30], '433230'],
    ['sankyo', [0x33, 0x30], '433330'],
  ] as const)(
    'moves a card when it said that it did not: %s',
    async ([profile, command, of], { onTestFinished: onEnd }) => {
      const { reader, hold, control, count, state } = await aCardReader(profile, onEnd)
      await hold()
      await control.ask({ fault: 'notReset', of })
      expect(await reader.eject()).toEqual({ ok: true })
      expect(await state()).toMatchObject({ place: 'gate', moves: ['gate'] })
      expect(await count(...command)).toBe(2)
    },
  )
})
