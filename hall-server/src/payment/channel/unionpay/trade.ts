import { chinaDigits, fromYearlessDigits } from '../china-digits.ts'
import type { Charge, Closed, Credential, Opened, Paid, Refused, Standing } from '../port.ts'
import type { UnionpayClient } from './client.ts'
import { DUPLICATE, NO_SUCH_TRADE, causeOf, isOpen, isSuccess } from './codes.ts'
import type { AcpFields } from './fields.ts'

const MOST_REMEMBERED = 2_000

/** Trades: a code that the customer scans (主扫), or the customer's code that was scanned (被扫). */
export class Trades {
  readonly #client: UnionpayClient
  /** Orders whose code nobody has seen, since no answer brought it: nobody can pay them. */
  readonly #neverShown = new Set<string>()

  /** Payments that notices told of, so that a reversal which overtakes one says what went back. */
  readonly #noticed = new Map<string, { tradeNo: string; fen: number }>()

  constructor(client: UnionpayClient) {
    this.#client = client
  }

  async open(charge: Charge, credential?: Credential): Promise<Opened> {
    if (credential?.kind === 'card') return { is: 'refused', code: 'noCode' }
    const { settings } = this.#client
    const answer = await this.#client.post(`${settings.gateway}/backTransReq.do`, {
      ...this.#order(charge),
      ...(credential ? { txnSubType: '06', qrNo: credential.code } : { txnSubType: '07' }),
    })
    const opened = answer.ok
      ? openedBy(answer.fields, credential !== undefined)
      : answer.neverSent
        ? ({ is: 'refused', code: 'notSent' } as const)
        : ({ is: 'unsure', why: answer.why } as const)
    if (opened.is === 'unsure' && !credential) this.#rememberNeverShown(charge)
    return opened
  }

  /** An order that nobody has paid is `payable` or `noTrade` until its time is over, whatever failed before. */
  async query(charge: Charge): Promise<Standing> {
    const { settings } = this.#client
    const answer = await this.#client.post(`${settings.gateway}/queryTrans.do`, {
      txnType: '00',
      txnSubType: '00',
      orderId: charge.channelNo,
      txnTime: chinaDigits(charge.openedAt),
    })
    if (!answer.ok) return { is: 'unsure', why: answer.why }
    const { respCode, origRespCode } = answer.fields
    if (respCode === NO_SUCH_TRADE) return { is: 'noTrade' }
    if (respCode !== '00') return { is: 'unsure', why: `query answered ${respCode}` }
    if (isSuccess(origRespCode)) return paidOf(charge, answer.fields, this.#client.clock.now())
    if (charge.use === 'scansCode' && origRespCode !== undefined && !isOpen(origRespCode))
      return refusedOf(origRespCode)
    if (!this.#isOver(charge)) return { is: 'payable' }
    // After its time an answer that is no success is a failure (payTimeout); one that is still open is waited for.
    return isOpen(origRespCode) ? { is: 'unsure', why: `state ${origRespCode}` } : { is: 'closed' }
  }

  /**
   * UnionPay has no closing: an order ends by its own time (payTimeout) and a query after it. Earlier only what was never
   * shown is closed, and a scanned code is reversed (冲正).
   */
  async close(charge: Charge): Promise<Closed> {
    const standing = await this.query(charge)
    switch (standing.is) {
      case 'paid':
      case 'closed':
      case 'returned':
        return standing
      case 'refused':
        return { is: 'closed' }
      case 'unsure':
        return charge.use === 'scansCode' ? this.#reverse(charge) : standing
      case 'payable':
        return charge.use === 'scansCode' ? this.#reverse(charge) : { is: 'payable' }
      case 'noTrade':
        if (this.#isOver(charge) || this.#neverShown.has(charge.channelNo)) return { is: 'closed' }
        return charge.use === 'scansCode' ? this.#reverse(charge) : { is: 'payable' }
    }
  }

  /** 冲正: under the number and time of the order itself. What was paid goes back, what was not never will be. */
  async #reverse(charge: Charge): Promise<Closed> {
    const { settings } = this.#client
    const answer = await this.#client.post(`${settings.gateway}/backTransReq.do`, {
      ...this.#order(charge),
      txnType: '99',
      txnSubType: '01',
    })
    if (!answer.ok) return { is: 'unsure', why: answer.why }
    if (answer.fields.respCode !== '00')
      return { is: 'unsure', why: `reversal answered ${answer.fields.respCode}` }
    const paid = this.#noticed.get(charge.channelNo)
    return paid ? { is: 'returned', tradeNo: paid.tradeNo, fen: paid.fen } : { is: 'closed' }
  }

  /** A notice of this process's told that it was paid. */
  heardPaid(channelNo: string, { tradeNo, fen }: Paid): void {
    this.#noticed.set(channelNo, { tradeNo, fen })
    const [oldest] = this.#noticed.keys()
    if (this.#noticed.size > MOST_REMEMBERED && oldest !== undefined) this.#noticed.delete(oldest)
  }

  #order(charge: Charge): AcpFields {
    const { settings } = this.#client
    return {
      txnType: '01',
      orderId: charge.channelNo,
      txnTime: chinaDigits(charge.openedAt),
      txnAmt: String(charge.fen),
      currencyCode: '156',
      payTimeout: chinaDigits(charge.until),
      termId: Object.hasOwn(settings.terminals, charge.terminalId)
        ? (settings.terminals[charge.terminalId] ?? settings.termId)
        : settings.termId,
      backUrl: settings.backUrl,
      reqReserved: `${charge.hallId}|${charge.terminalId}`,
    }
  }

  #isOver(charge: Charge): boolean {
    return this.#client.clock.now() > charge.until + this.#client.settings.graceMs
  }

  #rememberNeverShown({ channelNo }: Charge): void {
    this.#neverShown.add(channelNo)
    const [oldest] = this.#neverShown
    if (this.#neverShown.size > MOST_REMEMBERED && oldest !== undefined) this.#neverShown.delete(oldest)
  }
}

/** `00` means accepted and nothing more. */
function openedBy({ respCode = '', qrCode }: AcpFields, isScanned: boolean): Opened {
  if (respCode === '00' && isScanned) return { is: 'payable' }
  if (respCode === '00' && qrCode) return { is: 'payable', qr: qrCode }
  if (respCode === '00' || respCode === DUPLICATE || isOpen(respCode))
    return { is: 'unsure', why: `answered ${respCode}` }
  return refusedOf(respCode)
}

function refusedOf(code: string): Refused {
  const customer = causeOf(code)
  return { is: 'refused', code, ...(customer ? { customer } : {}) }
}

/** A success as a query or a notice tells it; unsure where the amount is another. */
export function paidOf(
  charge: Charge | null,
  fields: AcpFields,
  now: number,
): Paid | { is: 'unsure'; why: string } {
  const { queryId, txnAmt, traceTime = '', accNo = '' } = fields
  if (!queryId || !/^\d{1,15}$/.test(txnAmt ?? ''))
    return { is: 'unsure', why: 'a success without number or amount' }
  const fen = Number(txnAmt)
  if (charge && charge.fen !== fen) return { is: 'unsure', why: 'another amount' }
  return {
    is: 'paid',
    tradeNo: queryId,
    fen,
    paidAt: fromYearlessDigits(traceTime, now) ?? now,
    ...(/^\d{0,6}\*+\d{0,4}$/.test(accNo) ? { maskedPayer: accNo } : {}),
  }
}
