import { createCipheriv } from 'node:crypto'
import { systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { ACQUIRER_TEST_SETTINGS, askControl, startAcquirer } from '@service-hall/harness/sandbox'
import type { Acquirer, AcquirerOptions } from '@service-hall/harness/sandbox'
import { onTestFinished } from 'vitest'
import { bankCard } from '../../src/payment/channel/bank-card/index.ts'
import { BankCardSettings } from '../../src/payment/channel/bank-card/settings.ts'
import type { Channel, Charge, Credential, RefundOrder } from '../../src/payment/channel/port.ts'

type Card = Extract<Credential, { kind: 'card' }>

function seal(key: string, hex: string): string {
  const cipher = createCipheriv('des-ede', Buffer.from(key, 'hex'), null).setAutoPadding(false)
  return cipher.update(hex, 'hex', 'hex').toUpperCase()
}

/** What a card terminal with the acquirer's test keys gives for a card. */
export function aCard({ pan = '6222021234567890128', pin = '123456' } = {}): Card {
  const account = `0000${pan.slice(-13, -1)}`
  const clear = `0${pin?.length.toString(16)}${pin}`.padEnd(16, 'F')
  const block = (BigInt(`0x${clear}`) ^ BigInt(`0x${account}`)).toString(16).padStart(16, '0')
  const track = `${pan}D30122200000000`
  return {
    kind: 'card',
    maskedPan: `${pan.slice(0, 6)}******${pan.slice(-4)}`,
    entryMode: 'chip',
    track2: seal(ACQUIRER_TEST_SETTINGS.trackKey, track.padEnd(Math.ceil(track.length / 16) * 16, 'F')),
    pinBlock: pin === null ? null : seal(ACQUIRER_TEST_SETTINGS.pinKey, block),
    cardSequence: '001',
    chipData: '9F2608AABBCCDDEEFF0011',
  }
}

/** A charge of a kiosk; each trace number has a channel number of its own. */
export function aCharge(stan: number, { fen = 12_345, terminalId = 'kiosk-1' } = {}): Charge {
  const now = Date.now()
  return {
    channelNo: `CARD${String(stan).padStart(24, '0')}`,
    fen,
    subject: '电费',
    openedAt: now,
    until: now + 100_000,
    hallId: 'hall-1',
    terminalId,
    trace: { batch: 7, stan },
  }
}

export function aRefund(charge: Charge, tradeNo: string, stan: number, fen = charge.fen): RefundOrder {
  const refundNo = `REFU${String(stan).padStart(24, '0')}`
  return { refundNo, charge, tradeNo, fen, reason: '退款', trace: { batch: 7, stan } }
}

/** An acquirer, and the channel at it. `ask`: its control port. */
export async function anAcquirer(
  options: AcquirerOptions = {},
  settings: Record<string, unknown> = {},
): Promise<{
  acquirer: Acquirer
  channel: Channel
  log: ReturnType<typeof aLog>
  ask: <Answer = unknown>(action: string, body?: unknown) => Promise<Answer>
  fault: (
    at: string,
    does: string,
    more?: { ms?: number; times?: number; after?: number },
  ) => Promise<unknown>
}> {
  const acquirer = await startAcquirer(options)
  const log = aLog()
  const channel = await bankCard.create(
    BankCardSettings.parse({
      host: '127.0.0.1',
      port: acquirer.port,
      merchantNo: ACQUIRER_TEST_SETTINGS.merchantNo,
      terminals: {
        'kiosk-1': { terminalNo: '10000001', macMasterKeyFile: 'mac.key' },
        'kiosk-2': { terminalNo: '10000002', macMasterKeyFile: 'mac.key' },
      },
      answerMs: 300,
      frameMs: 150,
      bill: { url: `http://127.0.0.1:${acquirer.billPort}/{name}` },
      ...settings,
    }),
    {
      clock: systemClock,
      log,
      readSecret: () => Promise.resolve(ACQUIRER_TEST_SETTINGS.macMasterKey),
    },
  )
  onTestFinished(async () => {
    channel.stop?.()
    await acquirer.close()
  })
  const ask = <Answer>(action: string, body?: unknown): Promise<Answer> =>
    askControl<Answer>(acquirer.control, action, body)
  const fault = (at: string, does: string, more: object = {}): Promise<unknown> =>
    ask('faults', [{ at, does, times: 1, ...more }])
  return { acquirer, channel, log, ask, fault }
}
