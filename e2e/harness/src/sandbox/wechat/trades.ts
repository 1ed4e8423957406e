import { createHash, randomBytes } from 'node:crypto'
import { NO_CONTENT, error, ok } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Merchant } from './merchant.ts'
import { randomDigits } from './platform.ts'

export type TradeState = 'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'REVOKED' | 'PAYERROR'

/** An order as WeChat Pay has it. Sums in fen, times epoch ms. */
export type Trade = {
  no: string
  type: 'NATIVE' | 'MICROPAY'
  state: TradeState
  total: number
  attach: string
  description: string
  notifyUrl: string | null
  expireAt: number
  codeUrl: string
  /** Digest of the parameters: the same number with others is refused. */
  asked: string
  transactionId: string | null
  paidAt: number | null
  reversedAt: number | null
}

/** What a payment code does when it is used. */
export type CodeDoes = 'pays' | 'asks' | 'noMoney' | 'expired'

type Order = {
  appid?: string
  mchid?: string
  description?: string
  out_trade_no?: string
  attach?: string
  notify_url?: string
  time_expire?: string
  amount?: { total?: number; currency?: string }
  payer?: { auth_code?: string }
  scene_info?: object
}

const WEEK_MS = 7 * 86_400_000
/** Above it the customer is asked for the password (验证密码规则). */
const WITHOUT_PASSWORD_FEN = 100_000

/** Orders and who paid them. Nothing here knows HTTP, signatures or faults. */
export class Trades {
  readonly all = new Map<string, Trade>()
  /** Called after a trade was paid. */
  onPaid: (trade: Trade) => void = () => undefined
  readonly #merchant: Merchant
  readonly #now: () => number
  readonly #codes = new Map<string, CodeDoes>()
  readonly #usedCodes = new Set<string>()

  constructor(merchant: Merchant, now: () => number) {
    this.#merchant = merchant
    this.#now = now
  }

  /** What a payment code does; otherwise it pays, and asks for the password above 1,000 yuan. */
  setCode(code: string, does: CodeDoes): void {
    this.#codes.set(code, does)
  }

  native(order: Order): Answer {
    const wrong = this.#wrongOrder(order)
    if (wrong) return wrong
    if (order.notify_url === undefined || order.notify_url.includes('?')) return error('PARAM_ERROR')
    const known = this.all.get(order.out_trade_no ?? '')
    if (known?.state === 'SUCCESS' || known?.state === 'REFUND') return error('ORDERPAID')
    if (known?.state === 'CLOSED') return error('ORDER_CLOSED')
    if (known && known.asked !== digestOf(order)) return error('OUT_TRADE_NO_USED')
    const trade = known ?? this.#add(order, 'NATIVE')
    return ok({ code_url: trade.codeUrl })
  }

  codepay(order: Order): Answer {
    const wrong = this.#wrongOrder(order)
    if (wrong) return wrong
    const code = order.payer?.auth_code ?? ''
    if (!/^1[0-5]\d{16}$/.test(code) || order.scene_info === undefined) return error('PARAM_ERROR')
    const known = this.all.get(order.out_trade_no ?? '')
    if (known) return this.#codepayAgain(known, order)
    if (this.#usedCodes.has(code)) return error('AUTH_CODE_INVALID')
    const does =
      this.#codes.get(code) ?? (Number(order.amount?.total) > WITHOUT_PASSWORD_FEN ? 'asks' : 'pays')
    if (does === 'noMoney') return error('NOTENOUGH')
    if (does === 'expired') return error('AUTHCODEEXPIRE')
    this.#usedCodes.add(code)
    const trade = this.#add(order, 'MICROPAY')
    if (does === 'asks') {
      trade.state = 'USERPAYING'
      return error('USERPAYING')
    }
    this.#paid(trade)
    return ok(this.view(trade))
  }

  #codepayAgain(trade: Trade, order: Order): Answer {
    if (trade.asked !== digestOf(order)) return error('OUT_TRADE_NO_USED')
    if (trade.state === 'SUCCESS' || trade.state === 'REFUND') return error('ORDERPAID')
    if (trade.state === 'USERPAYING') return error('USERPAYING')
    return error(trade.state === 'REVOKED' ? 'ORDER_REVERSED' : 'AUTH_CODE_INVALID')
  }

  query(no: string, mchid: string | null): Answer {
    if (mchid !== this.#merchant.mchid) return error('PARAM_ERROR')
    const trade = this.all.get(no)
    return trade ? ok(this.view(trade)) : error('ORDER_NOT_EXIST')
  }

  /** Users report 204 also for a number that no order has. */
  close(no: string, mchid: unknown): Answer {
    if (mchid !== this.#merchant.mchid) return error('PARAM_ERROR')
    const trade = this.all.get(no)
    if (trade?.type === 'MICROPAY') return error('INVALID_REQUEST')
    if (trade?.state === 'SUCCESS' || trade?.state === 'REFUND') return error('ORDERPAID')
    if (trade) trade.state = 'CLOSED'
    return NO_CONTENT
  }

  /** 撤销: what was paid goes back, what was not will not be. */
  reverse(no: string, mchid: unknown, appid: unknown): Answer {
    if (mchid !== this.#merchant.mchid || appid !== this.#merchant.appid) return error('PARAM_ERROR')
    const trade = this.all.get(no)
    if (!trade) return error('ORDER_NOT_EXIST')
    if (trade.type !== 'MICROPAY') return error('INVALID_REQUEST')
    if (trade.state === 'SUCCESS') trade.reversedAt = this.#now()
    trade.state = 'REVOKED'
    return ok({ appid, mchid, out_trade_no: no })
  }

  /** The customer pays. Throws where WeChat would not let them. */
  pay(no: string): Trade {
    const trade = this.all.get(no)
    if (!trade) throw new Error(`no order ${no}`)
    if (trade.state !== 'NOTPAY' && trade.state !== 'USERPAYING')
      throw new Error(`order ${no} is ${trade.state}`)
    if (this.#now() > trade.expireAt) throw new Error(`order ${no} has expired`)
    this.#paid(trade)
    return trade
  }

  /** The customer gives up: a payment code's order fails, one that was scanned only waits. */
  abandon(no: string): void {
    const trade = this.all.get(no)
    if (trade?.state === 'USERPAYING') trade.state = 'PAYERROR'
  }

  /** A trade as answers and notices have it. */
  view(trade: Trade): Record<string, unknown> {
    const { appid, mchid } = this.#merchant
    return {
      appid,
      mchid,
      out_trade_no: trade.no,
      trade_type: trade.type,
      trade_state: trade.state,
      trade_state_desc: trade.state,
      attach: trade.attach,
      payer: {},
      ...(trade.transactionId !== null && {
        transaction_id: trade.transactionId,
        bank_type: 'OTHERS',
        success_time: chinaIso(trade.paidAt ?? 0),
        payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
        amount: { total: trade.total, payer_total: trade.total, currency: 'CNY', payer_currency: 'CNY' },
      }),
    }
  }

  #paid(trade: Trade): void {
    trade.state = 'SUCCESS'
    trade.paidAt = Math.floor(this.#now() / 1_000) * 1_000
    trade.transactionId = `4200${randomDigits(24)}`
    this.onPaid(trade)
  }

  #wrongOrder(order: Order): Answer | null {
    if (order.mchid !== this.#merchant.mchid || order.appid !== this.#merchant.appid)
      return error('APPID_MCHID_NOT_MATCH')
    const isRight =
      /^[0-9A-Za-z_\-*|]{6,32}$/.test(order.out_trade_no ?? '') &&
      Number.isSafeInteger(order.amount?.total) &&
      Number(order.amount?.total) > 0 &&
      (order.description ?? '').length > 0 &&
      (order.description ?? '').length <= 127 &&
      (order.time_expire === undefined || Date.parse(order.time_expire) > this.#now())
    return isRight ? null : error('PARAM_ERROR')
  }

  #add(order: Order, type: Trade['type']): Trade {
    const trade: Trade = {
      no: order.out_trade_no ?? '',
      type,
      state: 'NOTPAY',
      total: order.amount?.total ?? 0,
      attach: order.attach ?? '',
      description: order.description ?? '',
      notifyUrl: order.notify_url ?? null,
      expireAt: order.time_expire === undefined ? this.#now() + WEEK_MS : Date.parse(order.time_expire),
      codeUrl: `weixin://wxpay/bizpayurl?pr=${randomBytes(6).toString('base64url')}`,
      asked: digestOf(order),
      transactionId: null,
      paidAt: null,
      reversedAt: null,
    }
    this.all.set(trade.no, trade)
    return trade
  }
}

function digestOf(order: Order): string {
  return createHash('sha256').update(JSON.stringify(order)).digest('hex')
}

/** `2026-11-30T09:08:07+08:00`. */
export function chinaIso(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}
