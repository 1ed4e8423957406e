import type { Clock } from '@service-hall/server-kit'
import { fromChinaTime } from '../china-time.ts'
import type { Charge, Closed, Credential, Opened, Paid, Standing, Unsure } from '../port.ts'
import { fenOf, yuanOf } from '../yuan.ts'
import { field, unsure } from './gateway.ts'
import type { Answer, Gateway, Said } from './gateway.ts'
import type { Refunds } from './refund.ts'
import { refused } from './refusals.ts'
import { CANCEL_WITHIN_MS, CODE_OVER_MS } from './rules.ts'
import type { AlipaySettings } from './settings.ts'

const MINUTE_MS = 60_000

/** Trades of the face-to-face product (当面付): opened by either code, asked about, cancelled. */
export class Trades {
  readonly #gateway: Gateway
  readonly #refunds: Refunds
  readonly #settings: AlipaySettings
  readonly #clock: Clock

  constructor(gateway: Gateway, refunds: Refunds, settings: AlipaySettings, clock: Clock) {
    this.#gateway = gateway
    this.#refunds = refunds
    this.#settings = settings
    this.#clock = clock
  }

  /** Shows a code (alipay.trade.precreate), or takes the customer's (alipay.trade.pay, 条码支付). */
  open(charge: Charge, credential?: Credential): Promise<Opened> {
    return credential?.kind === 'paymentCode' ? this.#pay(charge, credential.code) : this.#precreate(charge)
  }

  async #precreate(charge: Charge): Promise<Opened> {
    const said = await this.#ask('alipay.trade.precreate', charge, {
      ...this.#content(charge),
      // A code lives from now on, a trade from the scan on; neither longer than the customer is waited for.
      qr_code_timeout_express: this.#minutesLeft(charge),
    })
    if (said.is === 'unsure') return said
    if (said.subCode === 'ACQ.TRADE_HAS_SUCCESS') return opened(await this.query(charge))
    if (said.code !== '10000') return refused(said)
    const qr = field(said, 'qr_code')
    return qr === '' || qr.length > 500 ? unsure('unreadable') : { is: 'payable', qr }
  }

  async #pay(charge: Charge, code: string): Promise<Opened> {
    const said = await this.#ask('alipay.trade.pay', charge, {
      ...this.#content(charge),
      scene: 'bar_code',
      auth_code: code,
      product_code: 'FACE_TO_FACE_PAYMENT',
    })
    if (said.is === 'unsure') return said
    // 10003: the customer is asked for the password.
    if (said.code === '10003') return { is: 'payable' }
    if (said.code === '10000') return this.#paid(said)
    if (said.subCode === 'ACQ.TRADE_HAS_SUCCESS') return opened(await this.query(charge))
    return said.code === '40004' && said.subCode !== 'ACQ.PAYMENT_AUTH_CODE_INVALID'
      ? this.#surelyRefused(charge, said)
      : refused(said)
  }

  /** A trade may wait in the customer's app though the payment was refused (no money there): it ends before we say no. */
  async #surelyRefused(charge: Charge, said: Said): Promise<Opened> {
    const closed = await this.close(charge)
    return closed.is === 'closed' ? refused(said) : opened(closed)
  }

  #content(charge: Charge): Record<string, unknown> {
    return {
      out_trade_no: charge.channelNo,
      total_amount: yuanOf(charge.fen),
      // Not `/`, `=` and `&`, says the document; a comma would break the lines of the bill.
      subject: charge.subject.replace(/[/=&,"\s]+/g, ' ').slice(0, 128),
      seller_id: this.#settings.sellerId,
      timeout_express: this.#minutesLeft(charge),
      store_id: charge.hallId.slice(0, 32),
      terminal_id: charge.terminalId.slice(0, 32),
    }
  }

  #minutesLeft({ until }: Charge): string {
    return `${Math.min(15 * 24 * 60, Math.max(1, Math.ceil((until - this.#clock.now()) / MINUTE_MS)))}m`
  }

  /** alipay.trade.query. Before the customer scans there is no trade. */
  async query(charge: Charge): Promise<Standing> {
    const said = await this.#ask('alipay.trade.query', charge, { out_trade_no: charge.channelNo })
    if (said.is === 'unsure') return said
    if (said.subCode === 'ACQ.TRADE_NOT_EXIST') return { is: 'noTrade' }
    if (said.code !== '10000') return unsure(said.subCode || said.code)
    switch (field(said, 'trade_status')) {
      case 'WAIT_BUYER_PAY':
        return { is: 'payable' }
      case 'TRADE_SUCCESS':
      case 'TRADE_FINISHED':
        return this.#paid(said)
      case 'TRADE_CLOSED':
        return this.#closedOrReturned(charge, said)
      default:
        return unsure('unreadable')
    }
  }

  /**
   * `TRADE_CLOSED` is both: never paid, and paid and given back. Amounts and times of the answer hint at a payment; a
   * cancel's refund has the trade's own number, which the refund's query knows.
   */
  async #closedOrReturned(charge: Charge, said: Said): Promise<Standing> {
    const received = fenOf(field(said, 'receipt_amount')) ?? 0
    if (received === 0 && field(said, 'send_pay_date') === '') return { is: 'closed' }
    const tradeNo = field(said, 'trade_no')
    const fen = fenOf(field(said, 'total_amount'))
    if (received > 0 && fen !== null) return { is: 'returned', tradeNo, fen }
    const refund = await this.#refunds.query(charge.channelNo, charge.channelNo)
    if (refund.is === 'refunded') return { is: 'returned', tradeNo, fen: refund.fen }
    return refund.is === 'noRefund' ? { is: 'closed' } : unsure('refund of a closed trade not known')
  }

  #paid(said: Said): Paid | Unsure {
    const tradeNo = field(said, 'trade_no')
    const fen = fenOf(field(said, 'total_amount'))
    if (tradeNo === '' || tradeNo.length > 64 || fen === null) return unsure('unreadable')
    const at = field(said, 'send_pay_date') || field(said, 'gmt_payment')
    return { is: 'paid', tradeNo, fen, paidAt: fromChinaTime(at) ?? this.#clock.now() }
  }

  /** alipay.trade.cancel (撤销): closes what is not paid, gives back what is. */
  async close(charge: Charge): Promise<Closed> {
    if (this.#clock.now() - charge.openedAt >= CANCEL_WITHIN_MS) return this.#closeLate(charge)
    const said = await this.#ask('alipay.trade.cancel', charge, { out_trade_no: charge.channelNo })
    if (said.is === 'unsure') return said
    if (said.code === '10000') return this.#cancelled(charge, said)
    return said.subCode === 'ACQ.TRADE_CANCEL_TIME_OUT' ? this.#closeLate(charge) : this.#asItStands(charge)
  }

  async #cancelled(charge: Charge, said: Said): Promise<Closed> {
    if (field(said, 'retry_flag') === 'Y') return { is: 'payable' }
    // Without an action there was no trade yet; its code is void.
    if (field(said, 'action') !== 'refund') return { is: 'closed' }
    const tradeNo = field(said, 'trade_no')
    if (tradeNo === '') return unsure('unreadable')
    const refund = await this.#refunds.query(charge.channelNo, charge.channelNo)
    return { is: 'returned', tradeNo, fen: refund.is === 'refunded' ? refund.fen : charge.fen }
  }

  /** After 24 hours a trade is not cancelled any more: what waits is closed (alipay.trade.close), what is paid stays paid. */
  async #closeLate(charge: Charge): Promise<Closed> {
    const standing = await this.#asItStands(charge)
    if (standing.is !== 'payable') return standing
    const said = await this.#ask('alipay.trade.close', charge, { out_trade_no: charge.channelNo })
    if (said.is === 'unsure') return said
    return said.code === '10000' ? { is: 'closed' } : this.#asItStands(charge)
  }

  async #asItStands(charge: Charge): Promise<Closed> {
    const standing = await this.query(charge)
    if (standing.is === 'noTrade')
      return { is: this.#clock.now() >= charge.until + CODE_OVER_MS ? 'closed' : 'payable' }
    return standing.is === 'refused' ? unsure(standing.code) : standing
  }

  /** Asks about one trade; an answer about another one, though signed, is none. */
  async #ask(method: string, { channelNo }: Charge, content: object): Promise<Answer> {
    const { notifyUrl } = this.#settings
    const opens = method === 'alipay.trade.precreate' || method === 'alipay.trade.pay'
    const params = opens && notifyUrl !== undefined ? { notify_url: notifyUrl } : {}
    const said = await this.#gateway.call(method, { ...content }, params)
    if (said.is === 'unsure') return said
    const about = field(said, 'out_trade_no')
    return about === channelNo || (about === '' && said.code !== '10000') ? said : unsure('otherTrade')
  }
}

/** Opening that ended in a query or a cancel. */
function opened(standing: Standing | Closed): Opened {
  if (standing.is === 'paid' || standing.is === 'unsure' || standing.is === 'refused') return standing
  return unsure(standing.is)
}
