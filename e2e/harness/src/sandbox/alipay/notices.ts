import { rsaPair } from './options.ts'
import type { AlipaySandboxOptions } from './options.ts'
import { beijing, money } from './time.ts'
import { givenOf } from './trades.ts'
import type { Given, Trade } from './trades.ts'
import { noticeForm } from './wire.ts'
import type { FaultScript } from '../kit/index.ts'

/** Waits before each sending until somebody answers `success`. */
export const NOTICE_WAITS_MS = [0, 4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * 60_000)

export type Notice = {
  id: string
  url: string
  outTradeNo: string
  fields: ReadonlyMap<string, string>
  /** What was answered to each sending; null: nothing. */
  answers: (string | null)[]
}
/** How a notice is sent when it is asked for. */
export type NoticeManner = 'genuine' | 'tampered' | 'otherApp' | 'otherSeller' | 'otherKey'

/** Notices (异步通知) of what happened to trades, and their sending. */
export class Notices {
  readonly #options: AlipaySandboxOptions
  readonly #faults: FaultScript
  readonly #now: () => number
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly all: Notice[] = []

  constructor(options: AlipaySandboxOptions, faults: FaultScript, now: () => number) {
    this.#options = options
    this.#faults = faults
    this.#now = now
  }

  /** Something happened to a trade. */
  tell(trade: Trade, refund?: Given): void {
    if (trade.notifyUrl === '') return
    const id = `${beijing(this.#now()).slice(0, 10).replaceAll('-', '')}${String(this.all.length + 1).padStart(20, '0')}`
    const notice: Notice = {
      id,
      url: trade.notifyUrl,
      outTradeNo: trade.outTradeNo,
      fields: this.#fields(id, trade, refund),
      answers: [],
    }
    this.all.push(notice)
    if (this.#options.notices !== 'held') this.#plan(notice)
  }

  /** Sends what is asked for, now: the newest first, several times, not as it was signed. */
  async deliver(wanted: {
    outTradeNo?: string
    newestFirst?: boolean
    copies?: number
    manner?: NoticeManner
  }): Promise<(string | null)[]> {
    const chosen = this.all.filter(
      ({ outTradeNo }) => wanted.outTradeNo === undefined || outTradeNo === wanted.outTradeNo,
    )
    if (wanted.newestFirst) chosen.reverse()
    const answers: (string | null)[] = []
    for (const notice of chosen)
      for (let copy = 0; copy < (wanted.copies ?? 1); copy += 1)
        answers.push(await this.#send(notice, wanted.manner ?? 'genuine'))
    return answers
  }

  /** The form that a notice is sent as, for tests that read it themselves. */
  form({ fields }: Notice, manner: NoticeManner = 'genuine'): URLSearchParams {
    const { privateKey } = this.#options
    const changed = new Map(fields)
    if (manner === 'otherApp') changed.set('app_id', '2099000000000000')
    if (manner === 'otherSeller') changed.set('seller_id', '2088999999999999')
    const form = noticeForm(changed, manner === 'otherKey' ? rsaPair().privateKey : privateKey)
    if (manner === 'tampered') form.set('total_amount', '0.01')
    return form
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #plan(notice: Notice): void {
    const waitMs = NOTICE_WAITS_MS[notice.answers.length]
    if (waitMs === undefined) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void this.#inTurn(notice).then((answer) => answer !== 'success' && this.#plan(notice))
    }, waitMs)
    this.#timers.add(timer)
  }

  async #inTurn(notice: Notice): Promise<string | null> {
    const fault = this.#faults.take('notice')
    if (fault?.does === 'dropRequest') {
      notice.answers.push(null)
      return null
    }
    if (fault?.does === 'duplicate') await this.#send(notice, 'genuine')
    return this.#send(notice, fault?.does === 'tampered' ? 'tampered' : 'genuine')
  }

  async #send(notice: Notice, manner: NoticeManner): Promise<string | null> {
    const answer = await fetch(notice.url, {
      method: 'POST',
      body: this.form(notice, manner),
      signal: AbortSignal.timeout(5_000),
    }).then(
      (response) => response.text(),
      () => null,
    )
    notice.answers.push(answer)
    return answer
  }

  #fields(id: string, trade: Trade, refund?: Given): Map<string, string> {
    const { appId, sellerId } = this.#options
    const received = money(trade.paidAt === null ? 0 : trade.fen)
    const fields = new Map([
      ['notify_time', beijing(this.#now())],
      ['notify_type', 'trade_status_sync'],
      ['notify_id', id],
      ['app_id', appId],
      ['auth_app_id', appId],
      ['charset', 'utf-8'],
      ['version', '1.0'],
      ['sign_type', 'RSA2'],
      ['trade_no', trade.tradeNo],
      ['out_trade_no', trade.outTradeNo],
      ['buyer_id', '2088102122524333'],
      ['buyer_logon_id', '159****5620'],
      ['seller_id', sellerId],
      ['trade_status', trade.status],
      ['total_amount', money(trade.fen)],
      ['receipt_amount', received],
      ['buyer_pay_amount', received],
      ['subject', trade.subject],
      ['body', '100% 电费'],
      ['gmt_create', beijing(trade.createdAt)],
    ])
    if (trade.paidAt !== null) {
      fields.set('gmt_payment', beijing(trade.paidAt))
      fields.set('fund_bill_list', JSON.stringify([{ amount: received, fundChannel: 'ALIPAYACCOUNT' }]))
    }
    if (trade.closedAt !== null) {
      fields.set('gmt_close', beijing(trade.closedAt))
      fields.set('refund_fee', money(givenOf(trade)))
    }
    if (refund) {
      fields.set('refund_fee', money(givenOf(trade)))
      fields.set('gmt_refund', `${beijing(refund.at)}.000`)
      if (refund.requestNo !== trade.outTradeNo) fields.set('out_biz_no', refund.requestNo)
    }
    return fields
  }
}
