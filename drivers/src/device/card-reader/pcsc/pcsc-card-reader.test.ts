import { waitFor } from '@service-hall/harness/process'
import { beforeEach, describe, expect, test } from 'vitest'
import { cleanup } from '../../../../test/cleanup.ts'
import { startPcscd, whyNoPcscd } from '../../../../test/pcscd.ts'
import type { Pcscd } from '../../../../test/pcscd.ts'
import { startSimulator } from '../../../../test/simulator.ts'
import { untilOnline, untilStatus } from '../../../../test/until.ts'
import { SimulatedSecurityModule } from '../../../../simulators/chip/security-module.ts'
import type { CardReader, CardReaderEvent, PcscCardReaderConfig } from '../card-reader.ts'
import { createChipSession } from '../chip/session.ts'
import { nextPurchase } from '../meter-card/next-purchase.ts'
import { readMeterCard } from '../meter-card/read-meter-card.ts'
import { writePurchase } from '../meter-card/write-purchase.ts'
import { createPcscCardReader } from './pcsc-card-reader.ts'
import { pcscdAt } from './pcscd-client.ts'

const why = whyNoPcscd()
if (why) console.warn(why)

describe.skipIf(why !== undefined)('a reader of pcscd with a virtual card', () => {
  let service: Pcscd
  const after = cleanup()
  // One for each test: a virtual reader keeps traces of how its last card was pulled.
  beforeEach(async () => {
    service = await startPcscd()
    after(() => service.stop())
  })

  async function aReader(config: Partial<PcscCardReaderConfig> = {}) {
    const loadPcsc = () => pcscdAt(service.socket)
    const reader = createPcscCardReader(
      { id: 'card-1', profile: 'pcsc', reader: service.reader, ...config },
      { loadPcsc },
    )
    const events: CardReaderEvent[] = []
    const heard = untilHeard(reader, events)
    after(() => reader.stop())
    reader.start()
    await untilOnline(reader)
    return { reader, events, heard }
  }

  async function aCard(...args: string[]) {
    const card = await startSimulator('pcsc-card', { args: ['--vpcd', service.vpcd, ...args] })
    after(() => card.stop())
    return card.control
  }

  /** Card in, taken in, powered. */
  async function accepted(reader: CardReader) {
    expect(await reader.accept({ timeoutMs: 5_000 })).toEqual({ ok: true })
    const powered = await reader.powerOn()
    if (!powered.ok) throw new Error(powered.error.code)
    return powered.chip
  }

  test.each(['T=0', 'T=1'] as const)(
    'reads a meter card under %s and writes a purchase',
    async (protocol) => {
      const { reader, events } = await aReader()
      const card = await aCard('--empty', '--protocol', protocol)
      const accepting = accepted(reader)
      await card.ask({ insert: true })
      const chip = await accepting
      expect([chip.protocol, chip.atr[0]]).toEqual([protocol, 0x3b])
      const session = createChipSession(chip)
      const read = await readMeterCard(session)
      if (!read.ok) throw new Error(read.problem)
      expect(nextPurchase(read.card)).toEqual({ kind: 'sell', count: 8 })
      const order = { kind: 'sell', serial: read.card.serial, amountFen: 12_345, count: 8 } as const
      expect(await writePurchase(session, new SimulatedSecurityModule(), order)).toEqual({
        outcome: 'written',
      })
      expect(await card.ask({ get: 'wallet' })).toBe('0000303900000008')
      expect(await reader.eject()).toEqual({ ok: true })
      await card.ask({ remove: true })
      await untilStatus(reader, ({ media }) => media === 'notPresent')
      expect(events.map(({ type }) => type)).toEqual(['cardInserted', 'cardTaken'])
    },
  )

  test('says unclear when the card is pulled while the wallet is written, and finishes under the same count', async () => {
    const { reader, events } = await aReader()
    const card = await aCard('--empty')
    const accepting = accepted(reader)
    await card.ask({ insert: true })
    const session = createChipSession(await accepting)
    const read = await readMeterCard(session)
    if (!read.ok) throw new Error(read.problem)
    const order = { kind: 'sell', serial: read.card.serial, amountFen: 5_000, count: 8 } as const
    const keys = new SimulatedSecurityModule()
    // Commands of a purchase under T=0: 5 to read, 4 to authenticate, 1 challenge, then the wallet.
    await card.ask({ fault: 'pullOut', at: 10 })
    expect(await writePurchase(session, keys, order)).toMatchObject({ outcome: 'unclear' })
    await untilStatus(reader, ({ media }) => media === 'notPresent')
    expect(events.at(-1)).toEqual({ type: 'cardPulled' })

    const again = accepted(reader)
    await card.ask({ insert: true })
    const second = createChipSession(await again)
    const found = await readMeterCard(second)
    if (!found.ok) throw new Error(found.problem)
    const next = nextPurchase(found.card, order)
    expect(next).toEqual({ kind: 'repeat', count: 8, amountFen: 5_000 })
    expect(await writePurchase(second, keys, { ...order, kind: 'repeat' })).toEqual({ outcome: 'written' })
    const meter = { meterNo: '990000000017', customerNo: '990000004321', count: 7 }
    expect(await card.ask({ meter })).toEqual({ verdict: 'credited', creditedFen: 5_000 })
    expect(await session.command({ cla: 0, ins: 0x84, p1: 0, p2: 0, le: 8 })).toMatchObject({
      ok: false,
      error: { code: 'noMedia' },
    })
  })

  test('powers warm and cold; a channel of before is void', async () => {
    const { reader } = await aReader({ whenFoundInside: 'keep' })
    const card = await aCard('--empty')
    const accepting = accepted(reader)
    await card.ask({ insert: true })
    const first = await accepting
    const challenge = Uint8Array.of(0, 0x84, 0, 0, 8)
    expect(await first.transmit(challenge)).toMatchObject({ ok: true })
    for (const cold of [false, true]) {
      const powered = await reader.powerOn({ cold })
      expect(powered.ok && (await powered.chip.transmit(challenge)).ok).toBe(true)
    }
    expect(await first.transmit(challenge)).toMatchObject({ ok: false, error: { code: 'noMedia' } })
    expect(await reader.powerOff()).toEqual({ ok: true })
    expect(reader.status).toMatchObject({ media: 'present', chip: 'poweredOff' })
  })

  test('does not take a forgotten card for the next customer’s', async () => {
    const card = await aCard()
    const witness = await aReader()
    await untilStatus(witness.reader, ({ media }) => media === 'entering')
    const { reader, events, heard } = await aReader({ leftBehindMs: 50 })
    expect(events).toEqual([{ type: 'cardFound', then: 'eject' }])
    expect(await reader.accept({ timeoutMs: 100 })).toMatchObject({ error: { code: 'refused' } })
    await heard('cardLeftBehind')
    await card.ask({ remove: true })
    await untilStatus(reader, ({ media }) => media === 'notPresent')
    expect(events.at(-1)).toEqual({ type: 'cardTaken' })
  })

  test('gives up waiting in time and when told to', async () => {
    const { reader } = await aReader()
    expect(await reader.accept({ timeoutMs: 20 })).toMatchObject({ error: { code: 'timeOut' } })
    const wish = new AbortController()
    const waiting = reader.accept({ timeoutMs: 60_000, signal: wish.signal })
    wish.abort()
    expect(await waiting).toMatchObject({ error: { code: 'canceled' } })
  })

  test('finds the service again when it was restarted, also in the middle of a customer', async () => {
    const { reader } = await aReader()
    const card = await aCard('--empty')
    const accepting = accepted(reader)
    await card.ask({ insert: true })
    const chip = await accepting
    await service.kill()
    await untilStatus(reader, ({ device }) => device === 'offline')
    expect((await chip.transmit(Uint8Array.of(0, 0x84, 0, 0, 8))).ok).toBe(false)
    expect(await reader.powerOn()).toMatchObject({ ok: false, error: { code: 'lineLost' } })
    await service.start()
    await untilOnline(reader)
    expect(await reader.selfTest()).toEqual({ ok: true, identity: service.reader })
  })
})

/** Keeps the events, and waits for one unless it was heard already. */
function untilHeard(reader: CardReader, events: CardReaderEvent[]) {
  let wake = () => undefined as void
  reader.onEvent((event) => {
    events.push(event)
    wake()
  })
  return async (type: CardReaderEvent['type']) => {
    while (!events.some((event) => event.type === type))
      await waitFor(type, new Promise<void>((resolve) => (wake = resolve)))
  }
}
