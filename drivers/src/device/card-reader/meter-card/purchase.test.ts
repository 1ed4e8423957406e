import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/manual-clock.ts'
import { createChip } from '../../../../simulators/chip/chip.ts'
import type { Chip, ChipOptions } from '../../../../simulators/chip/chip.ts'
import { SimulatedMeter } from '../../../../simulators/chip/meter.ts'
import { SimulatedSecurityModule } from '../../../../simulators/chip/security-module.ts'
import type { ChipChannel } from '../chip-channel.ts'
import { createChipSession } from '../chip/session.ts'
import type { MeterKeyService } from './key-service.ts'
import { nextPurchase } from './next-purchase.ts'
import type { UnclearPurchase } from './next-purchase.ts'
import { readMeterCard } from './read-meter-card.ts'
import { repairMeterCard } from './repair-meter-card.ts'
import { writePurchase } from './write-purchase.ts'
import type { PurchaseOrder } from './write-purchase.ts'

const keys: MeterKeyService = new SimulatedSecurityModule()
const METER_NO = '990000000017'
const CUSTOMER_NO = '990000004321'

type CardOptions = Partial<Extract<ChipOptions, { kind: 'meterCard' }>>

function aCard(options: CardOptions = {}): Chip {
  return createChip({ kind: 'meterCard', meterNo: METER_NO, customerNo: CUSTOMER_NO, ...options })
}

/** The card is put into the reader and powered. */
function inserted(chip: Chip) {
  chip.reset()
  const channel: ChipChannel = {
    atr: chip.atr,
    protocol: chip.protocol,
    async transmit(apdu) {
      const response = chip.apdu(apdu)
      return response ? { ok: true, response } : { ok: false, error: { code: 'noMedia', action: 'clear' } }
    },
  }
  return createChipSession(channel)
}

async function read(chip: Chip) {
  const result = await readMeterCard(inserted(chip))
  if (!result.ok) throw new Error(result.problem)
  return result.card
}

async function anOrder(chip: Chip, amountFen = 5_000): Promise<PurchaseOrder> {
  const card = await read(chip)
  return { kind: 'sell', serial: card.serial, amountFen, count: card.wallet.count + 1 }
}

describe('writing a purchase', () => {
  test.each([
    ['T=0', 'state'],
    ['T=1', 'state'],
    ['T=0', 'southern'],
  ] as const)('under %s for the %s grid: the card says so when it is read again', async (protocol, grid) => {
    const chip = aCard({ protocol, grid, count: 7 })
    expect(await writePurchase(inserted(chip), keys, await anOrder(chip))).toEqual({ outcome: 'written' })
    expect(await read(chip)).toMatchObject({
      wallet: { amountFen: 5_000, count: 8 },
      returned: { state: 'empty' },
    })
    expect(new SimulatedMeter(METER_NO, CUSTOMER_NO, 7).insert(chip)).toBe('credited')
  })

  test('is refused before anything is sent when the count rule forbids it', async () => {
    const notCarried = aCard({ returned: null })
    const order = await anOrder(notCarried)
    expect(await writePurchase(inserted(notCarried), keys, order)).toMatchObject({
      outcome: 'notWritten',
      reason: 'countRule',
    })
    const leaping = aCard()
    const leap = { ...(await anOrder(leaping)), count: 9 }
    expect(await writePurchase(inserted(leaping), keys, leap)).toMatchObject({ reason: 'countRule' })
  })

  test('notices another card, and an order that is none', async () => {
    const chip = aCard()
    const order = await anOrder(chip)
    const other = aCard({ serial: '9900000000000002' })
    expect(await writePurchase(inserted(other), keys, order)).toMatchObject({ reason: 'otherCard' })
    for (const amountFen of [0, -1, 0.5, Number.NaN, 2 ** 32]) {
      expect(await writePurchase(inserted(chip), keys, { ...order, amountFen })).toMatchObject({
        reason: 'badOrder',
      })
    }
  })

  test('leaves the card alone when the key service fails, is silent or answers nonsense', async () => {
    const services: Partial<MeterKeyService>[] = [
      { mac: () => Promise.reject(new Error('line down')) },
      { mac: async () => Uint8Array.of(1) },
      { hostResponse: () => Promise.reject(new Error('line down')) },
      {
        cardResponse() {
          throw new Error('a bug of theirs')
        },
      },
    ]
    for (const broken of services) {
      const chip = aCard()
      const service = {
        mac: keys.mac.bind(keys),
        hostResponse: keys.hostResponse.bind(keys),
        cardResponse: keys.cardResponse.bind(keys),
        ...broken,
      }
      const outcome = await writePurchase(inserted(chip), service, await anOrder(chip))
      expect(outcome).toMatchObject({ outcome: 'notWritten', reason: 'keyService' })
      expect((await read(chip)).wallet.count).toBe(7)
    }
  })

  test('does not wait for ever for the key service', async () => {
    const clock = manualClock()
    const chip = aCard()
    let hasAsked = () => undefined as void
    const asked = new Promise<void>((resolve) => (hasAsked = resolve))
    const silent: MeterKeyService = {
      cardResponse() {
        hasAsked()
        return new Promise(() => undefined)
      },
      hostResponse: (request) => keys.hostResponse(request),
      mac: (request) => keys.mac(request),
    }
    const order = await anOrder(chip)
    const outcome = writePurchase(inserted(chip), silent, order, { clock, keyServiceMs: 3_000 })
    await asked
    await clock.advance(3_000)
    expect(await outcome).toMatchObject({ outcome: 'notWritten', reason: 'keyService' })
  })

  test('takes a card that answers our challenge wrongly for a forgery', async () => {
    const chip = aCard()
    const order = await anOrder(chip)
    const forge = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte))
    const forged: Chip = {
      ...chip,
      apdu(bytes) {
        const response = chip.apdu(bytes)
        return response?.length === 10 ? forge(response) : response
      },
    }
    expect(await writePurchase(inserted(forged), keys, order)).toMatchObject({
      outcome: 'notWritten',
      reason: 'notGenuine',
      error: { code: 'securityFail' },
    })
  })

  test('reports a MAC the card does not accept, and the card is as it was', async () => {
    const chip = aCard()
    const order = await anOrder(chip)
    chip.fault('wrongMac')
    expect(await writePurchase(inserted(chip), keys, order)).toMatchObject({
      outcome: 'notWritten',
      reason: 'card',
      error: { code: 'securityFail' },
    })
    expect((await read(chip)).wallet.count).toBe(7)
  })

  test('makes an everyday card of the card that opened the account', async () => {
    const chip = aCard({ cardType: 1, count: 1, returned: { remainingFen: 0, count: 1 } })
    expect(await writePurchase(inserted(chip), keys, await anOrder(chip))).toEqual({ outcome: 'written' })
    expect((await read(chip)).parameters.cardType).toBe('purchase')
  })

  test('sells the first purchase on the card that is to open the account, and leaves it that', async () => {
    const chip = aCard({ cardType: 1, count: 0, amountFen: 0, returned: null })
    expect(nextPurchase(await read(chip))).toEqual({ kind: 'sell', count: 1 })
    expect(await writePurchase(inserted(chip), keys, await anOrder(chip))).toEqual({ outcome: 'written' })
    expect((await read(chip)).parameters.cardType).toBe('open')
  })
})

describe('a card torn out', () => {
  test('at each command, before and after it, is never said to be written when it is not, nor the other way round', async () => {
    const seen = new Set<string>()
    for (let at = 0; at < 24; at += 1) {
      for (const when of ['before', 'during', 'after']) {
        const chip = aCard()
        const order = await anOrder(chip)
        const session = inserted(chip)
        chip.fault('tear', { at, when, bytes: 7 })
        const outcome = await writePurchase(session, keys, order)
        chip.fault(null)
        const { wallet, returned } = await read(chip)
        seen.add(outcome.outcome)
        if (outcome.outcome === 'notWritten') expect(wallet.count).toBe(7)
        if (outcome.outcome === 'written') {
          expect([wallet, returned.state]).toEqual([{ amountFen: 5_000, count: 8 }, 'empty'])
        }
      }
    }
    expect([...seen].sort()).toEqual(['notWritten', 'unclear', 'written'])
  })

  test('while its parameters are written says so, carries no purchase, and can be made good', async () => {
    const opened = { cardType: 1, count: 1, returned: { remainingFen: 0, count: 1 } }
    const reasons = new Set<string>()
    for (let at = 0; at < 24; at += 1) {
      const chip = aCard(opened)
      const before = await readMeterCard(inserted(chip))
      if (!before.ok) throw new Error(before.problem)
      const { serial } = before.card
      const order: PurchaseOrder = { kind: 'sell', serial, amountFen: 5_000, count: 2 }
      const session = inserted(chip)
      // The card type is new, the sum behind it is not.
      chip.fault('tear', { at, when: 'during', bytes: 43 })
      const outcome = await writePurchase(session, keys, order)
      chip.fault(null)
      const after = await readMeterCard(inserted(chip))
      if (after.ok) continue
      expect(after.problem).toBe('badSum')
      expect(outcome).toMatchObject({ outcome: 'notWritten', reason: 'parametersTorn' })
      reasons.add(outcome.outcome)
      const known = { serial, parameterFile: before.parameterFile }
      expect(await repairMeterCard(inserted(chip), keys, known)).toEqual({ ok: true })
      expect(nextPurchase(await read(chip))).toEqual({ kind: 'sell', count: 2 })
      expect(await writePurchase(inserted(chip), keys, order)).toEqual({ outcome: 'written' })
    }
    expect(reasons.size).toBe(1)
  })

  test('is made good only with its own file, and left alone when it reads well', async () => {
    const chip = aCard()
    const before = await readMeterCard(inserted(chip))
    if (!before.ok) throw new Error(before.problem)
    const known = { serial: before.card.serial, parameterFile: before.parameterFile }
    const mend = (change: Partial<typeof known>) =>
      repairMeterCard(inserted(chip), keys, { ...known, ...change })
    expect(await mend({})).toEqual({ ok: true })
    expect(await mend({ serial: '9900000000000002' })).toMatchObject({ reason: 'otherCard' })
    expect(await mend({ parameterFile: new Uint8Array(45) })).toMatchObject({ reason: 'badOrder' })
    const broken = chip.files.get(1)?.fill(0, 43) ?? new Uint8Array()
    chip.files.set(1, broken)
    chip.fault('wrongMac')
    expect(await mend({})).toMatchObject({ ok: false, reason: 'card', error: { code: 'securityFail' } })
    chip.fault(null)
    expect(await mend({})).toEqual({ ok: true })
  })

  test('only for one answer is asked again what it holds, and the outcome is certain', async () => {
    for (let lost = 0; lost < 24; lost += 1) {
      const chip = aCard()
      const order = await anOrder(chip)
      const outcome = await writePurchase(inserted(deafAt(chip, lost)), keys, order)
      const { wallet, returned } = await read(chip)
      const there = wallet.count === 8 && returned.state === 'empty'
      if (outcome.outcome !== 'unclear') expect(outcome.outcome).toBe(there ? 'written' : 'notWritten')
    }
  })

  test('is made good with the same count, so that money is neither lost nor credited twice', async () => {
    await fc.assert(fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 12 }), checkBooks), {
      numRuns: 300,
    })
  })
})

/** The same chip, of whose answers one is lost on the way. */
function deafAt(chip: Chip, lost: number): Chip {
  let count = 0
  return {
    ...chip,
    apdu(bytes) {
      const response = chip.apdu(bytes)
      count += 1
      return count === lost + 1 ? undefined : response
    },
  }
}

/** What happens in the life of a card, again and again. */
type Visit = {
  amountFen: number
  tear?: { at: number; when: string; bytes: number }
  toMeter: boolean
  pulledEarly: boolean
}
const visit: fc.Arbitrary<Visit> = fc.record(
  {
    amountFen: fc.integer({ min: 1, max: 100_000 }),
    tear: fc.record({
      at: fc.integer({ min: 0, max: 24 }),
      when: fc.constantFrom('before', 'during', 'after'),
      bytes: fc.integer({ min: 0, max: 48 }),
    }),
    toMeter: fc.boolean(),
    pulledEarly: fc.boolean(),
  },
  { requiredKeys: ['amountFen', 'toMeter', 'pulledEarly'] },
)

/** A hall that follows `nextPurchase`, its customer, and the meter; at the end everything paid must be in the meter. */
async function checkBooks(visits: readonly Visit[]): Promise<void> {
  const chip = aCard({ count: 3, returned: { remainingFen: 0, count: 3 } })
  const meter = new SimulatedMeter(METER_NO, CUSTOMER_NO, 3)
  const books: Books = { paidFen: 0 }
  for (const { amountFen, tear, toMeter, pulledEarly } of visits) {
    const session = inserted(chip)
    if (tear) chip.fault('tear', tear)
    await atTheHall(session, books, amountFen)
    chip.fault(null)
    if (toMeter) meter.insert(chip, { pulledEarly })
    expect(meter.creditedFen).toBeLessThanOrEqual(books.paidFen)
  }
  // In the end the customer carries the card home, comes once more if the hall has something open, and carries it home.
  meter.insert(chip)
  if (books.unclear) await atTheHall(inserted(chip), books, undefined)
  meter.insert(chip)
  expect(books.unclear).toBeUndefined()
  expect(meter.creditedFen).toBe(books.paidFen)
}

/** What the hall's books know: money taken and not given back, and the purchase that is open. */
type Books = { paidFen: number; unclear?: UnclearPurchase | undefined }

async function atTheHall(session: ReturnType<typeof inserted>, books: Books, wish: number | undefined) {
  const found = await readMeterCard(session)
  if (!found.ok) return
  const { serial } = found.card
  const next = nextPurchase(found.card, books.unclear)
  if (next.kind === 'settled') books.unclear = undefined
  if (next.kind === 'refuse' || next.kind === 'settled') return
  if (next.kind === 'sell' && wish === undefined) return
  const amountFen = next.kind === 'repeat' ? next.amountFen : (wish ?? 0)
  const order: PurchaseOrder = { kind: next.kind, serial, amountFen, count: next.count }
  if (next.kind === 'sell') books.paidFen += amountFen
  const { outcome } = await writePurchase(session, keys, order)
  // Money is given back only for what is certainly not on the card.
  if (outcome === 'notWritten') books.paidFen -= amountFen
  books.unclear = outcome === 'unclear' ? { serial, amountFen, count: next.count } : undefined
}
