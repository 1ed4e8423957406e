import { lookUntil } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { aCardReader } from '../../../test/a-card-reader.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'

const PROFILES = ['crt310', 'crt571', 'sankyo'] as const
const challenge = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08)

describe.each(PROFILES)('a %s card reader', (profile) => {
  test.concurrent(
    'takes a card in when asked, talks with its chip and gives it back',
    async ({ onTestFinished: onEnd }) => {
      const { reader, state, hold, events, untilEvents, control } = await aCardReader(profile, onEnd)
      expect(await control.ask({ do: 'insert' })).toBe(false)
      expect(reader.status).toMatchObject({ device: 'online', media: 'notPresent', chip: 'noCard' })
      expect(await hold()).toEqual({ ok: true })
      expect(await state()).toMatchObject({ card: 'cpu', entryOpen: false })
      expect(reader.status).toMatchObject({ media: 'present', chip: 'poweredOff' })
      expect(await reader.accept({ timeoutMs: 100 })).toMatchObject({ ok: false, error: { code: 'refused' } })

      const powered = await reader.powerOn()
      if (!powered.ok) throw new Error(powered.error.code)
      expect(powered.chip).toMatchObject({ protocol: 'T=0' })
      expect(powered.chip.atr[0]).toBe(0x3b)
      expect(reader.status).toMatchObject({ chip: 'online' })
      const reply = await powered.chip.transmit(challenge)
      expect(reply.ok && reply.response.length).toBe(10)
      expect(await powered.chip.transmit(Uint8Array.of(0, 1, 2))).toMatchObject({
        ok: false,
        error: { code: 'invalidData' },
      })

      expect(await reader.eject()).toEqual({ ok: true })
      expect(reader.status).toMatchObject({ media: 'entering', chip: 'noCard' })
      expect(await powered.chip.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noMedia' } })
      expect(events).toEqual([{ type: 'cardInserted' }])
      expect(await state()).toMatchObject({ place: 'gate', dropped: [] })
      await control.ask({ do: 'take' })
      await untilEvents(2)
      expect(events).toEqual([{ type: 'cardInserted' }, { type: 'cardTaken' }])
    },
  )

  test.concurrent(
    'speaks T=1 with a chip that offers it, and passes its answers on as they are',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, count } = await aCardReader(profile, onEnd)
      await hold({ card: 'cpuT1' })
      const powered = await reader.powerOn()
      if (!powered.ok) throw new Error(powered.error.code)
      expect(powered.chip.protocol).toBe('T=1')
      const reply = await powered.chip.transmit(challenge)
      expect(reply.ok && reply.response.subarray(-2)).toEqual(Uint8Array.of(0x90, 0x00))
      const command = { crt310: [0x37, 0x32], crt571: [0x51, 0x34], sankyo: [0x49, 0x34] }[profile]
      expect(await count(...command)).toBe(1)
      const warm = await reader.powerOn({ cold: false })
      expect(warm.ok && warm.chip.protocol).toBe('T=1')
      expect(await powered.chip.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noMedia' } })
    },
  )

  test.concurrent(
    'says that a card is jammed, and works again after cure and reset',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control } = await aCardReader(profile, onEnd)
      await hold()
      await control.fault('jam')
      const jammed = { code: 'mediaJammed', action: 'clear' }
      expect(await reader.eject()).toEqual({ ok: false, error: jammed })
      expect(reader.status).toMatchObject({ device: 'userError', media: 'jammed', error: jammed })
      expect(await reader.selfTest()).toEqual({ ok: false, error: jammed })
      await control.fault(null)
      expect(await reader.reset()).toEqual({ ok: true })
      expect(reader.status).toMatchObject({ device: 'online', media: 'present' })
      expect(await reader.eject()).toEqual({ ok: true })
    },
  )

  test.concurrent('gives back a card that is too long or too short', async ({ onTestFinished: onEnd }) => {
    const { reader, hold, state, control } = await aCardReader(profile, onEnd)
    for (const size of ['long', 'short']) {
      expect(await hold({ size })).toMatchObject({ ok: false, error: { code: 'invalidMedia' } })
      expect(await state()).toMatchObject({ place: 'gate', entryOpen: false })
      await control.ask({ do: 'take' })
      await untilStatus(reader, ({ media }) => media === 'notPresent')
    }
  })

  test.concurrent(
    'tells of a card left in the gate, and keeps it where policy says so',
    async ({ onTestFinished: onEnd }) => {
      const policy = { leftBehindMs: 100, whenLeftBehind: 'capture' } as const
      const { reader, hold, state, events, untilEvents } = await aCardReader(profile, onEnd, policy)
      await hold()
      expect(await reader.eject()).toEqual({ ok: true })
      await untilEvents(3)
      expect(events.slice(1)).toEqual([
        { type: 'cardLeftBehind' },
        { type: 'cardCaptured', reason: 'leftBehind', count: 1 },
      ])
      expect(await state()).toMatchObject({ captured: ['cpu'], dropped: [] })
    },
  )

  test.concurrent(
    'tells that it keeps a card too long or too short where the reader does not give it back',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, state, events, control } = await aCardReader(profile, onEnd, {
        before: (ask) => ask({ fault: 'oddStays' }),
      })
      for (const size of ['long', 'short'])
        expect(await hold({ size })).toMatchObject({ ok: false, error: { code: 'invalidMedia' } })
      expect(events).toEqual([
        { type: 'cardCaptured', reason: 'oddSize', count: 1 },
        { type: 'cardCaptured', reason: 'oddSize', count: 2 },
      ])
      expect((await state()).captured).toEqual(['cpu', 'cpu'])
      await control.fault(null)
      expect(await hold()).toEqual({ ok: true })
      expect(reader.status).toMatchObject({ device: 'online', media: 'present' })
    },
  )

  test.concurrent(
    'says that a chip is mute, and still gives its card back',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control } = await aCardReader(profile, onEnd)
      await hold({ card: 'magnetic' })
      const mute = { ok: false, error: { code: 'atrNotObtained', action: 'clear' } }
      expect(await reader.powerOn()).toEqual(mute)
      expect(reader.status).toMatchObject({ media: 'present', chip: 'hardwareError' })
      expect(await reader.eject()).toEqual({ ok: true })
      await control.ask({ do: 'take' })
      await untilStatus(reader, ({ media }) => media === 'notPresent')
      await control.fault('muteChip')
      await hold()
      expect(await reader.powerOn()).toEqual(mute)
    },
  )

  test.concurrent(
    'lets no magnetic track out, whatever the reader tells unasked',
    async ({ onTestFinished: onEnd }) => {
      const seen: unknown[] = []
      const { reader, hold, control, events } = await aCardReader(profile, onEnd, {
        before: (ask) => ask({ fault: 'tracks' }),
      })
      reader.onStatus((status) => seen.push(status))
      await hold({ card: 'magnetic' })
      seen.push(await reader.selfTest(), await reader.powerOn(), await reader.reset(), await reader.eject())
      await control.ask({ do: 'take' })
      await untilStatus(reader, ({ media }) => media === 'notPresent')
      const told = JSON.stringify([seen, events, reader.status, reader.counters])
      expect(told).not.toMatch(/99000000|3939303030/)
      expect(told).toContain('cardInserted')
    },
  )
})

describe('a card reader, whichever', () => {
  test.concurrent.for([
    ['crt310', 'eject'],
    ['crt571', 'capture'],
    ['sankyo', 'keep'],
    ['sankyo', 'eject'],
  ] as const)(
    'finds a card inside when it comes up: %s, %s',
    async ([profile, whenFoundInside], { onTestFinished: onEnd }) => {
      const { reader, state, events } = await aCardReader(profile, onEnd, {
        whenFoundInside,
        before: (ask) => ask({ do: 'put', card: 'cpu' }),
      })
      expect(events[0]).toEqual({ type: 'cardFound', then: whenFoundInside })
      const media = { eject: 'entering', capture: 'notPresent', keep: 'present' }[whenFoundInside]
      await untilStatus(reader, (status) => status.media === media)
      const { place, captured } = await state()
      expect(place).toBe({ eject: 'gate', capture: 'none', keep: 'inside' }[whenFoundInside])
      expect(captured).toEqual(whenFoundInside === 'capture' ? ['cpu'] : [])
    },
  )

  test.concurrent(
    'closes the entry when nobody comes, when the caller gives up, and when it is stopped',
    async ({ onTestFinished: onEnd }) => {
      const { reader, state, untilOpen } = await aCardReader('crt571', onEnd)
      expect(await reader.accept({ timeoutMs: 60 })).toMatchObject({ ok: false, error: { code: 'timeOut' } })
      expect((await state()).entryOpen).toBe(false)
      const caller = new AbortController()
      const waiting = reader.accept({ timeoutMs: 10_000, signal: caller.signal })
      await untilOpen()
      caller.abort()
      expect(await waiting).toMatchObject({ ok: false, error: { code: 'canceled' } })
      expect((await state()).entryOpen).toBe(false)
      const again = reader.accept({ timeoutMs: 10_000 })
      await untilOpen()
      await reader.stop()
      expect(await again).toMatchObject({ ok: false })
      expect((await state()).entryOpen).toBe(false)
    },
  )

  test.concurrent(
    'leaves a card in the gate where policy does not say otherwise, and keeps it when told to',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, control, events, untilEvents } = await aCardReader('crt310', onEnd, {
        leftBehindMs: 50,
      })
      await hold()
      await reader.eject()
      await untilEvents(2)
      await control.ask({ do: 'take' })
      await untilEvents(3)
      expect(events.map(({ type }) => type)).toEqual(['cardInserted', 'cardLeftBehind', 'cardTaken'])
      await hold()
      expect(await reader.capture('blocked')).toEqual({ ok: true })
      expect(events.at(-1)).toEqual({ type: 'cardCaptured', reason: 'blocked', count: 1 })
      expect(reader.status.consumables?.[0]).toMatchObject({ name: 'captureBin', amount: 1, unit: 'cards' })
      expect(await reader.eject()).toMatchObject({ ok: false, error: { code: 'noMedia' } })
      expect(await reader.capture('blocked')).toMatchObject({ ok: false, error: { code: 'noMedia' } })
      expect(await reader.powerOn()).toMatchObject({ ok: false, error: { code: 'noMedia' } })
    },
  )

  test.concurrent(
    'tells a card as taken when the customer was quicker than the capture',
    async ({ onTestFinished: onEnd }) => {
      const { reader, control, count, untilEvents } = await aCardReader('crt571', onEnd, {
        timing: { watchMs: 60_000, pollMs: 60_000 },
        before: (ask) => ask({ do: 'put', card: 'cpu', place: 'gate' }),
      })
      await control.ask({ fault: 'slow', ms: 500, times: 1, of: '433233' })
      const looks = await count(0x31, 0x30)
      const capturing = reader.capture('operator')
      await lookUntil('a look for the card', async () => (await count(0x31, 0x30)) !== looks, { everyMs: 0 })
      await control.ask({ do: 'take' })
      expect(await capturing).toMatchObject({ ok: false, error: { code: 'noMedia' } })
      expect(await untilEvents(1)).toEqual([{ type: 'cardTaken' }])
    },
  )

  test.concurrent('notices a card that was torn out', async ({ onTestFinished: onEnd }) => {
    const { reader, hold, control, untilEvents } = await aCardReader('crt310', onEnd)
    await hold()
    await control.ask({ do: 'pull' })
    expect((await untilEvents(2))[1]).toEqual({ type: 'cardPulled' })
    await untilStatus(reader, ({ media }) => media === 'notPresent')
  })

  test.concurrent(
    'keeps a card it had taken in when the cable was out, and ends the talk with its chip',
    async ({ onTestFinished: onEnd }) => {
      const { reader, hold, pty, events, state } = await aCardReader('sankyo', onEnd)
      await hold()
      const powered = await reader.powerOn()
      if (!powered.ok) throw new Error(powered.error.code)
      await pty.unplug()
      await untilStatus(reader, ({ device }) => device !== 'online')
      expect(await powered.chip.transmit(challenge)).toMatchObject({ ok: false })
      await pty.plug()
      await untilOnline(reader)
      expect(events).toEqual([{ type: 'cardInserted' }])
      expect((await state()).card).toBe('cpu')
      expect((await reader.powerOn()).ok).toBe(true)
    },
  )
})
