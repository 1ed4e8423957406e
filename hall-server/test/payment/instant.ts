import { join } from 'node:path'
import { publicConfig } from '@service-hall/contract'
import type { Actor, DecidableCommand, StationId } from '@service-hall/contract'
import { SYSTEM, aHallFile, command, freshId } from '@service-hall/contract/testing'
import { TokenBucket, systemClock } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { executeWith, openHall } from '../../src/capabilities.ts'
import type { Billing, ElectricityBill } from '../../src/billing/port.ts'
import { Effects, effectSource } from '../../src/core/effects.ts'
import type { Channel } from '../../src/payment/channel/port.ts'
import { payment } from '../../src/payment/index.ts'
import { CredentialShelf } from '../../src/payment/systems.ts'
import type { PaymentSystems } from '../../src/payment/systems.ts'
import type { Ports } from '../../src/ports.ts'
import { WITH_PAYMENTS } from '../payments.ts'

/** A hall that is paid at without a pause of anybody else: what a payment takes is ours. */
export type InstantHall = {
  /** Pays one bill: from the opening of its order until its write-off is on disk. Answers how long it took, ms. */
  pay: () => Promise<number>
  close: () => Promise<void>
}

const MONTH = '2025-12'
const FEN = 12_345
const KIOSK: Actor = { kind: 'station', stationId: 'K1' as StationId, stationKind: 'kiosk' }
const LOG: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, cause) => void process.stderr.write(`${event} ${String(cause)}\n`),
}

/** Opens it with a journal of its own in a folder. Channel and utility answer at once, and what everybody hopes for. */
export async function openInstantHall(folder: string): Promise<InstantHall> {
  const hall = await openHall({ path: join(folder, 'journal.sqlite'), clock: systemClock, log: LOG })
  const config = publicConfig(aHallFile({ change: WITH_PAYMENTS }))
  await hall.execute(SYSTEM, { type: 'hall.configure', id: hall.newId(), config } as DecidableCommand)
  const stopping = new AbortController()
  const payments = systems(stopping.signal)
  const ports = { hall, payments, clock: systemClock, log: LOG } as unknown as Ports
  const effects = new Effects(hall, [effectSource(payment, hall, ports)], { clock: systemClock, log: LOG })
  const execute = executeWith(ports)
  const waiting = new Map<string, () => void>()
  hall.onCommitted((entries) => {
    for (const { fact } of entries) if (fact.type === 'Delivered') waiting.get(fact.orderId)?.()
  })
  const send = async (asked: Parameters<typeof execute>[1]): Promise<string> => {
    const answer = await execute(KIOSK as never, { ...asked, id: freshId(Date.now()) })
    if (!answer.ok) throw new Error(`${asked.type}: ${answer.code}`)
    return answer.result.paymentOrderId ?? ''
  }
  let orders = 0
  return {
    async pay() {
      const began = performance.now()
      const accountNo = String((orders += 1)).padStart(13, '0')
      const bills = [{ billId: `B${accountNo}`, month: MONTH, fen: FEN }]
      const orderId = await send(
        command('payment.open', { purpose: 'bills', accountNo, bills, creditFen: 0 }),
      )
      const written = new Promise<void>((resolve) => void waiting.set(orderId, resolve))
      await send(command('payment.attempt', { orderId, channel: 'alipay', use: 'showsCode' }))
      await written
      waiting.delete(orderId)
      return performance.now() - began
    },
    async close() {
      stopping.abort()
      effects.stop()
      await effects.settled()
      await hall.close()
    },
  }
}

function systems(stopping: AbortSignal): PaymentSystems {
  return {
    billing: BILLING as unknown as Billing,
    channels: new Map([['alipay', { kind: {} as never, channel: CHANNEL }]]),
    shelf: new CredentialShelf(systemClock),
    refusedNotices: new TokenBucket(systemClock, { burst: 1, perMinute: 1 }),
    stopping,
  }
}

const BILLING: Pick<Billing, 'findAccounts' | 'bills' | 'writeOff'> = {
  findAccounts: async (query) => {
    const accountNo = query.by === 'accountNo' ? query.accountNo : ''
    const plan = { partFromFen: null, oldestFirst: false, prepayUpToFen: null, adviseFen: null }
    const name = { maskedName: '张**', maskedAddress: '建国路**号' }
    const owed = { balanceFen: 0, owedFen: FEN, meterNo: '1', creditGrade: null, mode: 'postpaid' as const }
    return { is: 'ok', value: [{ accountNo, ...name, ...owed, plan }] }
  },
  bills: async (accountNo) => ({ is: 'ok', value: [billOf(accountNo)] }),
  writeOff: async ({ key, bills, creditFen }) => ({
    is: 'ok',
    value: {
      ...{ writeOffNo: `W${key}`, at: Date.now(), balanceFen: 0 },
      fen: bills.reduce((sum, { fen }) => sum + fen, creditFen),
    },
  }),
}

function billOf(accountNo: string): ElectricityBill {
  return {
    ...{ billId: `B${accountNo}`, accountNo, month: MONTH, dueFen: FEN, billedFen: FEN, paidFen: 0 },
    ...{ penaltyFen: 0, dueDay: '2026-01-20', readFrom: '2025-12-01', readTo: '2025-12-31' },
    ...{ usageMilliKwh: 225_000, components: [] },
  }
}

const NOT_ASKED = async () => ({ is: 'unsure', why: 'notAsked' }) as const
const CHANNEL: Channel = {
  rules: {
    ...{ payableMs: 120_000, queryMs: [0, 1_000], closeMs: [1_000], unsureMs: [1_000], refundMs: [1_000] },
    ...{ personAfterMs: 60_000, reopen: 'newNumber', reopenMs: [], closeNotBeforeMs: 0 },
    ...{ noTradeIsFinal: false, refundWithinMs: 86_400_000, source: 'none: it answers at once' },
  },
  open: async ({ channelNo }) => ({ is: 'payable', qr: `https://qr.alipay.com/${channelNo}` }),
  query: async ({ channelNo, fen }) => ({ is: 'paid', tradeNo: `T${channelNo}`, fen, paidAt: Date.now() }),
  close: NOT_ASKED,
  refund: NOT_ASKED,
  queryRefund: NOT_ASKED,
  bill: NOT_ASKED,
}
