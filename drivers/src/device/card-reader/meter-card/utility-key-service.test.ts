import { createHash, createHmac, randomBytes } from 'node:crypto'
import { UTILITY_KEY, askControl, startUtility } from '@service-hall/harness/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { createChip } from '../../../../simulators/chip/chip.ts'
import type { Chip } from '../../../../simulators/chip/chip.ts'
import { SimulatedMeter } from '../../../../simulators/chip/meter.ts'
import type { ChipChannel } from '../chip-channel.ts'
import { createChipSession } from '../chip/session.ts'
import type { KeyRequest, MeterKeyService } from './key-service.ts'
import { nextPurchase } from './next-purchase.ts'
import { readMeterCard } from './read-meter-card.ts'
import { writePurchase } from './write-purchase.ts'

// The driver writes what the sandbox utility sold, with the utility's key service: no key but the utility's is known.

const METER_NO = '990000000017'

async function aUtility() {
  const sandbox = await startUtility({ accounts: 20 })
  onTestFinished(() => sandbox.close())
  const ask = async <Answer>(method: string, target: string, sent: object): Promise<Answer> => {
    const body = JSON.stringify(sent)
    const [at, nonce] = [String(Date.now()), randomBytes(16).toString('hex')]
    const digest = createHash('sha256').update(body).digest('hex')
    const signature = createHmac('sha256', Buffer.from(UTILITY_KEY.secret, 'base64'))
      .update(['H001', method, target, at, nonce, digest].join('\n'))
      .digest('hex')
    const response = await fetch(`http://127.0.0.1:${sandbox.port}${target}`, {
      ...{ method, body },
      headers: {
        authorization: `Bearer ${UTILITY_KEY.token}`,
        'x-hall-agent': 'H001',
        'x-hall-timestamp': at,
        'x-hall-nonce': nonce,
        'x-hall-signature': signature,
      },
      signal: AbortSignal.timeout(30_000),
    })
    const answer = (await response.json()) as Answer & { code?: string }
    if (!response.ok) throw new Error(answer.code)
    return answer
  }
  const known = await askControl<Record<string, { accountNo: string }>>(sandbox.control, 'wellKnown')
  return { ask, accountNo: known['meterCard']!.accountNo }
}

type Ask = Awaited<ReturnType<typeof aUtility>>['ask']

function keysOf(ask: Ask, key: string): MeterKeyService {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  const asked = async (step: string, { serial, challenge }: KeyRequest, message?: Uint8Array) => {
    const { result } = await ask<{ result: string }>('POST', `/v1/meter-card-sales/${key}/key-service`, {
      ...{ ask: step, cardSerial: hex(serial), challenge: hex(challenge) },
      ...(message && { message: hex(message) }),
    })
    return Uint8Array.from(Buffer.from(result, 'hex'))
  }
  return {
    cardResponse: (request) => asked('cardResponse', request),
    hostResponse: (request) => asked('hostResponse', request),
    mac: (request) => asked('mac', request, request.message),
  }
}

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

test('a sale of the utility is written to the card, its meter takes it, and the utility hears the count', async () => {
  const { ask, accountNo } = await aUtility()
  const chip = createChip({ kind: 'meterCard' })
  const { serial, wallet } = await read(chip)
  const order = { accountNo, meterNo: METER_NO, cardSerial: serial, fen: 5_000, cardCount: wallet.count }
  const { count, fen } = await ask<{ count: number; fen: number }>(
    'PUT',
    '/v1/meter-card-sales/sale-0001',
    order,
  )
  expect(nextPurchase(await read(chip))).toEqual({ kind: 'sell', count })
  const purchase = { kind: 'sell', serial, amountFen: fen, count } as const
  const keys = keysOf(ask, 'sale-0001')
  expect(await writePurchase(inserted(chip), keys, purchase)).toEqual({ outcome: 'written' })
  const back = await read(chip)
  expect(back.wallet).toEqual({ amountFen: 5_000, count: 8 })
  const reading = '/v1/meter-card-sales/sale-0001/reading'
  expect(await ask('POST', reading, { count: back.wallet.count })).toEqual({ isWritten: true })
  const meter = new SimulatedMeter(METER_NO, '990000004321', 7)
  expect([meter.insert(chip), meter.creditedFen]).toEqual(['credited', 5_000])
})

test('a card that was not written makes the sale void: no key is computed for it any more', async () => {
  const { ask, accountNo } = await aUtility()
  const chip = createChip({ kind: 'meterCard' })
  const { serial } = await read(chip)
  const order = { accountNo, meterNo: METER_NO, cardSerial: serial, fen: 5_000, cardCount: 7 }
  await ask('PUT', '/v1/meter-card-sales/sale-0001', order)
  await expect(ask('PUT', '/v1/meter-card-sales/sale-0002', order)).rejects.toThrow('countMismatch')
  expect(await ask('POST', '/v1/meter-card-sales/sale-0001/reading', { count: 7 })).toEqual({
    isWritten: false,
  })
  const purchase = { kind: 'sell', serial, amountFen: 5_000, count: 8 } as const
  expect(await writePurchase(inserted(chip), keysOf(ask, 'sale-0001'), purchase)).toMatchObject({
    outcome: 'notWritten',
    reason: 'keyService',
  })
  await ask('PUT', '/v1/meter-card-sales/sale-0002', order)
  expect(await writePurchase(inserted(chip), keysOf(ask, 'sale-0002'), purchase)).toEqual({
    outcome: 'written',
  })
})

test('the key service computes for the amount that was sold, and for no other', async () => {
  const { ask, accountNo } = await aUtility()
  const chip = createChip({ kind: 'meterCard' })
  const { serial } = await read(chip)
  const order = { accountNo, meterNo: METER_NO, cardSerial: serial, fen: 5_000, cardCount: 7 }
  await ask('PUT', '/v1/meter-card-sales/sale-0001', order)
  const more = { kind: 'sell', serial, amountFen: 50_000, count: 8 } as const
  expect(await writePurchase(inserted(chip), keysOf(ask, 'sale-0001'), more)).toMatchObject({
    outcome: 'notWritten',
    reason: 'keyService',
  })
  expect((await read(chip)).wallet.count).toBe(7)
})
