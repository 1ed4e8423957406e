import { startControl } from '../kit/index.ts'
import type { RunningSandbox } from '../kit/index.ts'
import { Bills } from './bills.ts'
import { alipayFaults } from './faults.ts'
import { Notices } from './notices.ts'
import type { NoticeManner } from './notices.ts'
import type { AlipaySandboxOptions } from './options.ts'
import { startServer } from './server.ts'
import { Trades } from './trades.ts'
import type { Wallet } from './trades.ts'

export { billFile as alipayBillFile } from './bill/index.ts'
export type { Row as AlipayBillRow } from './bill/index.ts'
export { NOTICE_WAITS_MS } from './notices.ts'
export { rsaPair } from './options.ts'
export type { AlipaySandboxOptions } from './options.ts'

/** What names a trade over the control port: the merchant's number, or the text of its code. */
type Which = { channelNo?: string; qr?: string }

/**
 * A gateway that speaks Alipay's OpenAPI v2 with true signatures, and knows who paid what. Written from Alipay's documents;
 * it shares no code with the client. Over the control port:
 *
 * - `scan`, `pay {fen?}`, `abandon` {channelNo | qr}: what a customer does with the code. Throws where the code is dead.
 * - `closeCode`, `finish` {channelNo}: the code dies; the trade is past refunding.
 * - `wallet` {code, does}: how the wallet behind a payment code behaves.
 * - `trades`, `notices`, `requests`: what there is.
 * - `deliver` {channelNo?, newestFirst?, copies?, manner?}, `forms` {channelNo?, manner?}: notices, now; or just their forms.
 * - `advance` {ms}: its clock goes on. `fillBill` {day, count}: so many paid trades.
 */
export async function startAlipaySandbox(options: AlipaySandboxOptions): Promise<RunningSandbox> {
  let ahead = 0
  const now = (): number => (options.now ?? Date.now)() + ahead
  const faults = alipayFaults()
  const notices = new Notices(options, faults, now)
  const trades = new Trades(now, (trade, refund) => notices.tell(trade, refund))
  const seen: Record<string, string>[] = []
  const bills = new Bills(trades, now)
  const server = await startServer({ options, trades, bills, faults, now, seen })
  const numberOf = ({ channelNo, qr }: Which): string => {
    const found = channelNo ?? [...trades.codes.values()].find((code) => code.qr === qr)?.outTradeNo
    if (found === undefined) throw new Error('no such code')
    return found
  }
  const of = (channelNo?: string): typeof notices.all =>
    notices.all.filter(({ outTradeNo }) => channelNo === undefined || outTradeNo === channelNo)
  const control = await startControl(
    {
      /** Number of the code that was shown last. */
      latest: () => [...trades.codes.keys()].at(-1) ?? null,
      scan: (which: Which) => trades.scan(numberOf(which)),
      pay: ({ fen, ...which }: Which & { fen?: number }) => trades.pay(numberOf(which), fen),
      // The trade waits in the customer's app until its time is over.
      abandon: (which: Which) => trades.scan(numberOf(which)),
      closeCode: (which: Which) => trades.void.add(numberOf(which)).size,
      finish: (which: Which) => Object.assign(trades.scan(numberOf(which)), { status: 'TRADE_FINISHED' }),
      wallet: ({ code, does }: { code: string; does: Wallet }) => void trades.wallets.set(code, does),
      trades: () => [...trades.all.keys()].map((outTradeNo) => trades.find(outTradeNo)),
      notices: () => notices.all.map(({ fields, ...notice }) => ({ ...notice, fields: [...fields] })),
      requests: () => seen,
      deliver: ({ channelNo, ...rest }: { channelNo?: string; manner?: NoticeManner }) =>
        notices.deliver({ ...rest, ...(channelNo !== undefined && { outTradeNo: channelNo }) }),
      forms: ({ channelNo, manner }: { channelNo?: string; manner?: NoticeManner }) =>
        of(channelNo).map((notice) => notices.form(notice, manner).toString()),
      advance: ({ ms }: { ms: number }) => (ahead += ms),
      fillBill: ({ day, count }: { day: string; count: number }) => trades.fill(day, count),
    },
    faults,
    options.control,
  )
  return {
    port: server.port,
    control: control.port,
    async close() {
      notices.stop()
      await Promise.all([server.close(), control.close()])
    },
  }
}
