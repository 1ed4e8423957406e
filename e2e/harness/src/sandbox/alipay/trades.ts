import { beijingDay, hourOf } from './time.ts'

export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED'
export type Given = { requestNo: string; fen: number; at: number }

/** What the merchant wanted. */
export type Wanted = {
  outTradeNo: string
  fen: number
  subject: string
  storeId: string
  terminalId: string
  notifyUrl: string
  /** How long a trade may wait, ms. */
  waitMs: number
}
export type Trade = Wanted & {
  tradeNo: string
  status: TradeStatus
  createdAt: number
  paidAt: number | null
  closedAt: number | null
  refunds: Given[]
}
/** A code on a screen: no trade yet. */
export type Code = Wanted & { qr: string; diesAt: number }

/** How the wallet behind a payment code behaves. */
export type Wallet = 'pays' | 'asksPassword' | 'noMoney' | 'limit' | 'invalid'

const DAY_MS = 24 * 3_600_000

/** The truth of the sandbox: who scanned, who paid, what went back. A trade exists from the scan on, not before. */
export class Trades {
  readonly #now: () => number
  readonly #changed: (trade: Trade, refund?: Given) => void
  readonly all = new Map<string, Trade>()
  readonly codes = new Map<string, Code>()
  /** Numbers that were cancelled before there was a trade: nothing comes of them any more. */
  readonly void = new Set<string>()
  readonly wallets = new Map<string, Wallet>()
  #numbers = 0

  /** `changed`: what notices are sent of. */
  constructor(now: () => number, changed: (trade: Trade, refund?: Given) => void) {
    this.#now = now
    this.#changed = changed
  }

  precreate(wanted: Wanted, codeMs: number): Code {
    const qr = `https://qr.alipay.com/bax${this.#number(8)}${wanted.outTradeNo.slice(-6).toLowerCase()}`
    const code = { ...wanted, qr, diesAt: this.#now() + codeMs }
    this.codes.set(wanted.outTradeNo, code)
    return code
  }

  /** The trade as it is now: what waited too long is closed. */
  find(outTradeNo: string): Trade | undefined {
    const trade = this.all.get(outTradeNo)
    if (trade?.status === 'WAIT_BUYER_PAY' && this.#now() >= trade.createdAt + trade.waitMs) this.close(trade)
    return trade
  }

  byTradeNo(tradeNo: string): Trade | undefined {
    const found = [...this.all.values()].find((trade) => trade.tradeNo === tradeNo)
    return found && this.find(found.outTradeNo)
  }

  /** A customer scans the code. Throws where the wallet would say that the code is dead. */
  scan(outTradeNo: string): Trade {
    const found = this.find(outTradeNo)
    if (found) return found
    const code = this.codes.get(outTradeNo)
    if (!code || this.void.has(outTradeNo) || this.#now() >= code.diesAt) throw new Error('this code is dead')
    return this.create(code)
  }

  create(wanted: Wanted): Trade {
    const at = this.#now()
    const tradeNo = `${beijingDay(at).replaceAll('-', '')}22001${this.#number(15)}`
    const trade: Trade = {
      ...wanted,
      tradeNo,
      status: 'WAIT_BUYER_PAY',
      createdAt: at,
      paidAt: null,
      closedAt: null,
      refunds: [],
    }
    this.all.set(wanted.outTradeNo, trade)
    return trade
  }

  /** A customer pays; `fen`: another amount than was wanted. */
  pay(outTradeNo: string, fen?: number): Trade {
    const trade = this.scan(outTradeNo)
    if (trade.status !== 'WAIT_BUYER_PAY') throw new Error(`not to be paid: ${trade.status}`)
    if (fen !== undefined) trade.fen = fen
    trade.status = 'TRADE_SUCCESS'
    trade.paidAt = this.#now()
    this.#changed(trade)
    return trade
  }

  close(trade: Trade): void {
    trade.status = 'TRADE_CLOSED'
    trade.closedAt = this.#now()
    this.#changed(trade)
  }

  give(trade: Trade, requestNo: string, fen: number): void {
    const refund = { requestNo, fen, at: this.#now() }
    trade.refunds.push(refund)
    if (givenOf(trade) === trade.fen) {
      trade.status = 'TRADE_CLOSED'
      trade.closedAt = refund.at
    }
    this.#changed(trade, refund)
  }

  /** What a day's bill is made of. */
  of(day: string): { trade: Trade; refund?: Given }[] {
    const from = hourOf(day, 0)
    const isThen = (at: number | null): boolean => at !== null && at >= from && at < from + DAY_MS
    return [...this.all.values()].flatMap((trade) => [
      ...(isThen(trade.paidAt) ? [{ trade }] : []),
      ...trade.refunds.filter(({ at }) => isThen(at)).map((refund) => ({ trade, refund })),
    ])
  }

  /** So many paid trades on a day, for bills of a size. */
  fill(day: string, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const at = hourOf(day, 0) + Math.floor((index * DAY_MS) / count)
      const number = this.#number(15)
      const trade = this.create({
        outTradeNo: `FILL${number.padStart(24, '0')}`,
        fen: 100 + (index % 50_000),
        subject: '电费',
        storeId: 'H1',
        terminalId: 'K1',
        notifyUrl: '',
        waitMs: DAY_MS,
      })
      Object.assign(trade, { status: 'TRADE_SUCCESS', createdAt: at, paidAt: at })
    }
  }

  #number(digits: number): string {
    this.#numbers += 1
    return String(this.#numbers).padStart(digits, '0')
  }
}

export const givenOf = ({ refunds }: Trade): number => refunds.reduce((sum, { fen }) => sum + fen, 0)
