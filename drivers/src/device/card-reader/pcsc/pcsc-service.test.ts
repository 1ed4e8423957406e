import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/manual-clock.ts'
import type { CardReaderEvent } from '../card-reader.ts'
import type { PcscBinding, PcscCard, PcscReader } from './binding.ts'
import { createPcscCardReader } from './pcsc-card-reader.ts'

const PRESENT = 0x20
const EMPTY = 0x10
const challenge = Uint8Array.of(0, 0x84, 0, 0, 8)

class PcscError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}
const failing = (code: string) => () => Promise.reject(new PcscError(code))

/** A service that does what a test says; `start` may be made to fail. */
function setUp(clock = manualClock()) {
  const service = {
    installed: true,
    startFails: undefined as string | undefined,
    clients: 0,
    stopped: 0,
    reader: (_reader: PcscReader) => undefined as void,
    error: (_error: unknown) => undefined as void,
  }
  class Client {
    on(event: 'reader' | 'error', listener: (given: never) => void): void {
      Object.assign(service, { [event]: listener })
    }
    start(): void {
      service.clients += 1
      if (service.startFails) throw new PcscError(service.startFails)
    }
    stop(): void {
      service.stopped += 1
    }
  }
  const binding: PcscBinding = { Client }
  const device = createPcscCardReader(
    { id: 'card-1', profile: 'pcsc', reader: 'ACS' },
    { clock, random: () => 0.5, loadPcsc: () => (service.installed ? binding : undefined) },
  )
  const events: CardReaderEvent[] = []
  device.onEvent((event) => events.push(event))
  return { clock, service, device, events }
}

/** A reader with a card that answers everything with 9000, save what a test replaces. */
function aReader(card: Partial<PcscCard> = {}, name = 'ACS ACR38U 00 00') {
  const said: string[] = []
  const changes: ((status: { raw: number }) => void)[] = []
  let disconnect = () => undefined as void
  const whole: PcscCard = {
    protocol: () => 1,
    state: async () => ({ atr: Uint8Array.of(0x3b, 0x00) }),
    transmit: async () => Uint8Array.of(0x90, 0x00),
    reconnect: async (_mode, disposition) => void said.push(`reconnect ${disposition}`),
    disconnect: async (disposition) => void said.push(`disconnect ${disposition}`),
    ...card,
  }
  const reader: PcscReader = {
    name: () => name,
    on: (event: 'change' | 'disconnect', listener: (status: { raw: number }) => void) => {
      if (event === 'change') changes.push(listener)
      else disconnect = () => listener({ raw: 0 })
    },
    connect: async () => whole,
  }
  return {
    reader,
    said,
    flags: (raw: number) => changes.forEach((change) => change({ raw })),
    unplug: () => disconnect(),
  }
}

/** Found empty, then a card put in and taken in. */
async function withCard(card: Partial<PcscCard> = {}, clock = manualClock()) {
  const all = setUp(clock)
  const reader = aReader(card)
  all.device.start()
  all.service.reader(reader.reader)
  reader.flags(EMPTY)
  const accepting = all.device.accept({ timeoutMs: 1_000 })
  await all.clock.advance(0)
  reader.flags(PRESENT)
  expect(await accepting).toEqual({ ok: true })
  return { ...all, ...reader }
}

describe('without the service', () => {
  test('says that there is no binding on this system, and finds it when there is', async () => {
    const { clock, service, device } = setUp()
    service.installed = false
    device.start()
    expect(device.status).toEqual({
      device: 'offline',
      error: { code: 'misconfigured', action: 'configuration' },
    })
    service.installed = true
    await clock.advance(250)
    expect(service.clients).toBe(1)
  })

  test('asks for the service with growing pauses, and never twice at once', async () => {
    const { clock, service, device } = setUp()
    service.startFails = 'NoService'
    device.start()
    const starts: number[] = []
    for (let second = 0; second < 20; second += 1) {
      await clock.advance(1_000)
      starts.push(service.clients)
    }
    expect(starts).toEqual([3, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7])
    expect(device.status.error).toEqual({ code: 'lineLost', action: 'clear' })
    expect(device.counters.faults).toMatchObject({ refused: 7 })
  })

  test('says which reader is missing, and takes it when it is plugged in', async () => {
    const { clock, service, device } = setUp()
    device.start()
    service.reader(aReader({}, 'Gemalto PC Twin 00 00').reader)
    await clock.advance(1_000)
    expect(device.status).toMatchObject({ device: 'noDevice', error: { code: 'lineLost' } })
    const { reader, flags, unplug } = aReader()
    service.reader(reader)
    flags(EMPTY)
    expect(device.status).toEqual({ device: 'online', media: 'notPresent', chip: 'noCard' })
    unplug()
    expect(device.status.device).toBe('noDevice')
  })

  test('does not hear a client of before', async () => {
    const { clock, service, device } = setUp()
    device.start()
    const before = { reader: service.reader, error: service.error }
    service.error(new PcscError('ServiceStopped'))
    expect(service.stopped).toBe(1)
    await clock.advance(250)
    expect(service.clients).toBe(2)
    const stale = aReader()
    before.reader(stale.reader)
    before.error(new PcscError('ServiceStopped'))
    stale.flags(PRESENT)
    expect(device.status.device).not.toBe('online')
    expect(service.stopped).toBe(1)
  })

  test('stops while it waits, and starts again', async () => {
    const { clock, service, device } = setUp()
    service.startFails = 'NoService'
    device.start()
    await device.stop()
    await clock.advance(60_000)
    expect(service.clients).toBe(1)
    expect(await device.powerOn()).toEqual({ ok: false, error: { code: 'stopped', action: 'reset' } })
    service.startFails = undefined
    device.start()
    expect(service.clients).toBe(2)
  })
})

describe('a card', () => {
  test.each([
    ['UnresponsiveCard', 'atrNotObtained'],
    ['UnpoweredCard', 'atrNotObtained'],
    ['ProtoMismatch', 'protocolNotSupported'],
    ['SharingViolation', 'portBusy'],
    ['RemovedCard', 'noMedia'],
    ['somethingNew', 'readFailed'],
  ])('that fails to power with %s is told as %s, and let go', async (code, word) => {
    const { device, said } = await withCard({ reconnect: failing(code) })
    expect(await device.powerOn()).toMatchObject({ ok: false, error: { code: word } })
    expect(said).toEqual(['disconnect 2'])
  })

  test('with a protocol nobody speaks is let go', async () => {
    const { device, said } = await withCard({ protocol: () => 8 })
    expect(await device.powerOn()).toMatchObject({ error: { code: 'protocolNotSupported' } })
    expect(said.at(-1)).toBe('disconnect 2')
  })

  test('is reset cold, then warm when asked so, and powered down to be taken', async () => {
    const { device, said } = await withCard()
    await device.powerOn()
    await device.powerOn({ cold: false })
    await device.eject()
    expect(said).toEqual(['reconnect 2', 'reconnect 1', 'disconnect 2'])
  })

  test('that fails in its answer has its channel ended: nothing is sent to whatever it is now', async () => {
    const sent: number[] = []
    const { device } = await withCard({
      transmit: async (apdu) => {
        sent.push(apdu.length)
        throw new PcscError('CommError')
      },
    })
    const powered = await device.powerOn()
    if (!powered.ok) throw new Error(powered.error.code)
    expect(await powered.chip.transmit(challenge)).toMatchObject({ error: { code: 'readFailed' } })
    expect(await powered.chip.transmit(challenge)).toMatchObject({ error: { code: 'noMedia' } })
    expect(sent).toHaveLength(1)
  })

  test('that never answers is given up', async () => {
    const { clock, device } = await withCard({ transmit: () => new Promise(() => undefined) })
    const powered = await device.powerOn()
    if (!powered.ok) throw new Error(powered.error.code)
    const reply = powered.chip.transmit(challenge)
    await clock.advance(20_000)
    expect(await reply).toMatchObject({ error: { code: 'noAnswer' } })
  })

  test('that is pulled is let go by the service too, before the next one is powered', async () => {
    const { device, events, flags, said, clock } = await withCard()
    await device.powerOn()
    flags(EMPTY)
    expect(events.map(({ type }) => type)).toEqual(['cardInserted', 'cardPulled'])
    const next = device.accept({ timeoutMs: 1_000 })
    await clock.advance(0)
    flags(PRESENT)
    expect(await next).toEqual({ ok: true })
    expect(await device.powerOn()).toMatchObject({ ok: true })
    expect(said).toEqual(['reconnect 2', 'disconnect 0', 'reconnect 2'])
  })

  test('left behind is told of, also when the timer comes a moment too early', async () => {
    const clock = manualClock()
    const hasty = {
      ...clock,
      after: (ms: number, task: () => void) => clock.after(Math.max(1, ms - 1), task),
    }
    const { device, events } = await withCard({}, hasty)
    await device.eject()
    await clock.advance(29_999)
    expect(events.map(({ type }) => type)).toEqual(['cardInserted'])
    await clock.advance(1)
    expect(events.map(({ type }) => type)).toEqual(['cardInserted', 'cardLeftBehind'])
    await clock.advance(60_000)
    expect(events).toHaveLength(2)
  })

  test('is not powered before it was taken in, nor taken in twice', async () => {
    const { device } = await withCard()
    expect(await device.accept({ timeoutMs: 0 })).toMatchObject({ error: { code: 'refused' } })
    await device.eject()
    expect(await device.powerOn()).toMatchObject({ error: { code: 'noMedia' } })
    expect(await device.capture('operator')).toMatchObject({ error: { code: 'unsupported' } })
  })
})
