import { describe, expect, it } from 'vitest'
import { aCardReader } from '../../../test/a-card-reader.ts'
import { cleanup } from '../../../test/cleanup.ts'

const onEnd = cleanup()
const profiles = ['crt310', 'crt571', 'sankyo'] as const
const challenge = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08)

describe.each(profiles)('a %s card reader', (profile) => {
  it('takes a card in when asked, talks with its chip and gives it back', async () => {
    const { reader, state, hold, events, untilEvents, control } = await aCardReader(profile, onEnd)
    expect((await state()).entryOpen).toBe(false)
    expect(reader.status).toMatchObject({ device: 'online', media: 'notPresent', chip: 'noCard' })
    expect(await hold()).toEqual({ ok: true })
    expect(await state()).toMatchObject({ card: 'cpu', entryOpen: false })
    expect(reader.status).toMatchObject({ media: 'present', chip: 'poweredOff' })

    const powered = await reader.powerOn()
    if (!powered.ok) throw new Error(powered.error.code)
    expect(powered.chip).toMatchObject({ protocol: 'T=0' })
    expect(powered.chip.atr[0]).toBe(0x3b)
    expect(reader.status).toMatchObject({ chip: 'online' })
    const reply = await powered.chip.transmit(challenge)
    expect(reply.ok && reply.response.length).toBe(10)

    expect(await reader.eject()).toEqual({ ok: true })
    expect(reader.status).toMatchObject({ media: 'entering', chip: 'noCard' })
    expect(await powered.chip.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noMedia' } })
    await control.ask({ do: 'take' })
    await untilEvents(2)
    expect(events).toEqual([{ type: 'cardInserted' }, { type: 'cardTaken' }])
  })
})
