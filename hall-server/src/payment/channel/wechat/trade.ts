import type { Charge, Credential, Opened, Standing } from '../port.ts'
import { isUnknown, refused } from './codes.ts'
import type { WechatClient } from './client.ts'
import { standingOf } from './standing.ts'
import { NativeOrdered, Trade } from './wire.ts'

const CHINA_MS = 8 * 3_600_000
const MOST_SUBJECT = 127

/** Who the orders are of, and where their notices go. */
export type Merchant = { mchid: string; appid: string; notifyUrl: string }

/** What a look at an order found, and the order itself where there is one. */
export type Looked = { standing: Standing; trade?: Trade }

/** Orders: Native (the customer scans) and by payment code (the hall scans). */
export class Trades {
  readonly #client: WechatClient
  readonly #merchant: Merchant

  constructor(client: WechatClient, merchant: Merchant) {
    this.#client = client
    this.#merchant = merchant
  }

  open(charge: Charge, credential?: Credential): Promise<Opened> {
    return credential?.kind === 'paymentCode'
      ? this.#openByCode(charge, credential.code)
      : this.#openNative(charge)
  }

  /** 商户订单号查询订单: an order that is not paid is known by our number only. */
  async look(charge: Charge): Promise<Looked> {
    const target = `/v3/pay/transactions/out-trade-no/${charge.channelNo}?mchid=${this.#merchant.mchid}`
    const reply = await this.#client.call({ method: 'GET', target }, Trade)
    if (reply.is === 'unsure') return { standing: reply }
    if (reply.is === 'no')
      return { standing: isUnknown(reply.code) ? { is: 'noTrade' } : { is: 'unsure', why: reply.code } }
    const trade = reply.value
    return { standing: standingOf(trade, this.#merchant, charge.channelNo), trade }
  }

  /** Native 下单. The same charge gives the same bytes: sent again, it is the same order. */
  async #openNative(charge: Charge): Promise<Opened> {
    const body = {
      ...this.#order(charge),
      time_expire: `${new Date(charge.until + CHINA_MS).toISOString().slice(0, 19)}+08:00`,
      notify_url: this.#merchant.notifyUrl,
    }
    const reply = await this.#client.call(
      { method: 'POST', target: '/v3/pay/transactions/native', body },
      NativeOrdered,
    )
    if (reply.is === 'ok') return { is: 'payable', qr: reply.value.code_url }
    if (reply.is === 'unsure') return reply
    const opened = await this.#afterNo(charge, reply.code)
    return opened.is === 'payable' ? { is: 'unsure', why: `${reply.code}, but payable` } : opened
  }

  /** 付款码支付: answers with the trade, or that the customer is asked for the password (USERPAYING). */
  async #openByCode(charge: Charge, code: string): Promise<Opened> {
    const body = {
      ...this.#order(charge),
      payer: { auth_code: code },
      scene_info: {
        device_id: charge.terminalId.slice(0, 32),
        store_info: { out_id: charge.hallId.slice(0, 32) },
      },
    }
    const reply = await this.#client.call(
      { method: 'POST', target: '/v3/pay/transactions/codepay', body },
      Trade,
    )
    if (reply.is === 'unsure') return reply
    if (reply.is === 'no') return this.#afterNo(charge, reply.code)
    return openedOf(standingOf(reply.value, this.#merchant, charge.channelNo), 'PAYERROR')
  }

  /**
   * A no to an opening may be to its second copy only: the first may have been taken, or paid (ORDERPAID, OUT_TRADE_NO_USED,
   * a payment code that was used). It is believed after a look.
   */
  async #afterNo(charge: Charge, code: string): Promise<Opened> {
    return openedOf((await this.look(charge)).standing, code)
  }

  #order(charge: Charge): object {
    return {
      appid: this.#merchant.appid,
      mchid: this.#merchant.mchid,
      description: charge.subject.slice(0, MOST_SUBJECT),
      out_trade_no: charge.channelNo,
      attach: `${charge.hallId}/${charge.terminalId}`.slice(0, 127),
      amount: { total: charge.fen, currency: 'CNY' },
    }
  }
}

function openedOf(standing: Standing, code: string): Opened {
  switch (standing.is) {
    case 'paid':
    case 'unsure':
    case 'payable':
    case 'refused':
      return standing
    case 'noTrade':
    case 'closed':
    case 'returned':
      return refused(code)
  }
}
