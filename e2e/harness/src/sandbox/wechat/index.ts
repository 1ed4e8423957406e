import { FaultScript, startControl } from '../kit/index.ts'
import type { RunningSandbox } from '../kit/index.ts'
import { longBill } from './bill.ts'
import { Gateway, PLACES } from './gateway.ts'
import { newMerchant, writeMerchantFiles } from './merchant.ts'
import type { Merchant } from './merchant.ts'
import { Notices } from './notices.ts'
import type { Make, Notice } from './notices.ts'
import { Platform } from './platform.ts'
import { Refunds } from './refunds.ts'
import type { Refund, RefundStatus } from './refunds.ts'
import { KINDS, startServer } from './server.ts'
import { Trades } from './trades.ts'
import type { CodeDoes, Trade } from './trades.ts'

export { NOTIFY_AGAIN_MS } from './notices.ts'
export type { Make } from './notices.ts'
export type { Merchant } from './merchant.ts'

export type WechatOptions = {
  port?: number
  control?: number
  /** Absent: a new one. */
  merchant?: Merchant
  /** Where the merchant's files are written: `apiclient_key.pem`, `apiv3.key`, `pub_key.pem`, `settings.json`. */
  folder?: string
  now?: () => number
}

export type WechatSandbox = RunningSandbox & {
  merchant: Merchant
  publicKey: { id: string; pem: string }
  actions: WechatActions
}

/** What tests may have WeChat Pay and its customers do. */
export type WechatActions = ReturnType<typeof actionsOf>

type Parts = { platform: Platform; gateway: Gateway; trades: Trades; refunds: Refunds; notices: Notices }

/** Starts WeChat Pay's stand-in: its truth is in memory and starts empty. */
export async function startWechat(options: WechatOptions = {}): Promise<WechatSandbox> {
  const { merchant = newMerchant(), now = Date.now, folder } = options
  const faults = new FaultScript(PLACES, KINDS)
  const platform = new Platform(merchant.apiV3Key, now)
  const trades = new Trades(merchant, now)
  const refunds = new Refunds(trades, now)
  const gateway = new Gateway({ merchant, platform, trades, refunds, now })
  const notices = new Notices(platform, faults, now)
  trades.onPaid = (trade) => tell(notices, trades, trade)
  refunds.onDone = (refund) => tellRefund(notices, refunds, merchant, refund)
  if (folder !== undefined) writeMerchantFiles(folder, merchant, platform.publicKey)
  const server = await startServer({ gateway, platform, trades, faults, now }, options.port ?? 0)
  const actions = actionsOf({ platform, gateway, trades, refunds, notices })
  const control = await startControl(actions, faults, options.control ?? 0)
  return {
    port: server.port,
    control: control.port,
    merchant,
    publicKey: platform.publicKey,
    actions,
    async close() {
      notices.close()
      await Promise.all([server.close(), control.close()])
    },
  }
}

function actionsOf({ platform, gateway, trades, refunds, notices }: Parts) {
  const tradeOf = (no: string): Trade => {
    const trade = trades.all.get(no)
    if (!trade) throw new Error(`no order ${no}`)
    return trade
  }
  const noticeOf = ({ no, refundNo }: { no?: string; refundNo?: string }): Notice => {
    const refund = refunds.all.get(refundNo ?? '')
    const notice = refund
      ? refundNotice(refunds, gateway.merchant, refund)
      : tradeNotice(trades, tradeOf(no ?? ''))
    if (!notice) throw new Error('it has no address for notices')
    return notice
  }
  return {
    /** The customer pays an order, by its number or its code. */
    pay: ({ no, codeUrl }: { no?: string; codeUrl?: string }) => {
      const scanned = [...trades.all.values()].find((trade) => trade.codeUrl === codeUrl)
      return trades.view(trades.pay(no ?? scanned?.no ?? ''))
    },
    /** The customer gives up. */
    abandon: ({ no }: { no: string }) => trades.abandon(no),
    /** What a payment code does when it is used. */
    code: ({ code, does }: { code: string; does: CodeDoes }) => trades.setCode(code, does),
    trades: () => [...trades.all.values()],
    /** Number of the order that was opened last. */
    latest: () => [...trades.all.keys()].at(-1) ?? null,
    refunds: () => [...refunds.all.values()].map((refund) => ({ ...refund, trade: refund.trade.no })),
    /** Whether refunds wait for `settle`. */
    manualRefunds: ({ on }: { on: boolean }) => void (refunds.manual = on),
    settle: ({ refundNo, status }: { refundNo: string; status?: RefundStatus }) =>
      refunds.view(refunds.settle(refundNo, status)),
    /** How notices are sent: at once, held until `release`, or not at all. */
    notices: ({ mode }: { mode: Notices['mode'] }) => void (notices.mode = mode),
    release: (how?: { reversed?: boolean }) => notices.release(how?.reversed),
    /** Sends a notice now, as it should be or wrong in one way; the status that the merchant answered. */
    notify: (of: { no?: string; refundNo?: string; make?: Make }) => notices.send(noticeOf(of), of.make),
    /** Headers and body (base64) of a notice that is not sent. */
    noticeBytes: (of: { no?: string; refundNo?: string; make?: Make }) => {
      const { headers, body } = notices.made(noticeOf(of), of.make)
      return { headers, body: body.toString('base64') }
    },
    noticeAnswers: () => notices.answers,
    /** Another platform certificate signs from now on; `dropOld`: the list has it alone. */
    rotate: (how?: { dropOld?: boolean }) => platform.rotate(how?.dropOld),
    /** A day's bill of so many payments that nobody made. */
    longBill: ({ day, count }: { day: string; count: number }) =>
      void gateway.bills.set(day, longBill(gateway.merchant, day, count)),
  }
}

function tradeNotice(trades: Trades, trade: Trade): Notice | null {
  if (trade.notifyUrl === null) return null
  return { url: trade.notifyUrl, event: 'TRANSACTION.SUCCESS', type: 'transaction', data: trades.view(trade) }
}

function refundNotice(refunds: Refunds, { mchid }: Merchant, refund: Refund): Notice | null {
  if (refund.notifyUrl === null) return null
  const { status, ...view } = refunds.view(refund)
  const data = { mchid, ...view, refund_status: status }
  return { url: refund.notifyUrl, event: `REFUND.${refund.status}`, type: 'refund', data }
}

/** A payment by code sends no notice: its answer says it. */
function tell(notices: Notices, trades: Trades, trade: Trade): void {
  const notice = tradeNotice(trades, trade)
  if (notice) notices.add(notice)
}

function tellRefund(notices: Notices, refunds: Refunds, merchant: Merchant, refund: Refund): void {
  const notice = refundNotice(refunds, merchant, refund)
  if (notice) notices.add(notice)
}
