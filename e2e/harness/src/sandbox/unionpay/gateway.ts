import { hasSignature } from './crypto.ts'
import type { Fields, Identity } from './crypto.ts'
import type { Order, Orders } from './orders.ts'
import { fileContent, stampOf, zmFile } from './zm.ts'
import type { Difference } from './zm.ts'

export type GatewaySettings = {
  merId: string
  /** What a query says of an order whose code nobody has scanned: `34`, or `05`. */
  unpaidQuery: string
  now: () => number
}
/** What tests set for the files of a day. */
export type BillState = { isLate: boolean; differences: Difference[] }

/** A customer's code (付款码) that pays at once with `00`, later (`05`), or not at all. */
export type CodeRules = Map<string, string>

type Parts = {
  settings: GatewaySettings
  orders: Orders
  identity: Identity
  bill: BillState
  codes: CodeRules
}

const HOUR_MS = 3_600_000

/** Which place of the fault script a request is at. */
export function placeOf({ txnType, txnSubType }: Fields): string {
  switch (txnType) {
    case '00':
      return 'query'
    case '01':
      return txnSubType === '06' ? 'consume' : 'apply'
    case '04':
      return 'refund'
    case '99':
      return 'reversal'
    case '76':
      return 'bill'
    default:
      return 'other'
  }
}

/** Answers a request as 全渠道 does; `onPaid` is told what a notice is to be sent of. */
export function answerTo(fields: Fields, parts: Parts, onPaid: (order: Order) => void): Fields {
  const { settings, identity } = parts
  if (fields.merId !== settings.merId) return { respCode: '31' }
  if (fields.version !== '5.1.0' || fields.signMethod !== '01') return { respCode: '10' }
  if (fields.certId !== identity.certId || !hasSignature(fields, identity.merchantPublic))
    return { respCode: '11' }
  switch (placeOf(fields)) {
    case 'query':
      return query(fields, parts)
    case 'apply':
      return apply(fields, parts)
    case 'consume':
      return consume(fields, parts, onPaid)
    case 'refund':
      return refund(fields, parts)
    case 'reversal':
      return reverse(fields, parts)
    case 'bill':
      return file(fields, parts)
    default:
      return { respCode: '10' }
  }
}

/** What is wrong with an order's own fields; null: nothing. */
function faultOf({ orderId = '', txnTime = '', txnAmt = '', backUrl }: Fields, now: number): string | null {
  const isNow = Math.abs(millis(txnTime) - now) < HOUR_MS
  const isRight = /^[0-9A-Za-z]{8,40}$/.test(orderId) && /^[1-9]\d{0,11}$/.test(txnAmt)
  return isRight && isNow && backUrl !== undefined ? null : '10'
}

function millis(stamp: string): number {
  return Date.parse(stamp.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6+08:00'))
}

function add(fields: Fields, { orders, settings }: Parts, state: Order['state']): Order | null {
  const { orderId = '', txnTime = '', txnAmt, backUrl = '', txnSubType = '', payTimeout = '' } = fields
  const at = settings.now()
  const until = payTimeout === '' ? at + HOUR_MS : millis(payTimeout)
  const kind = fields.txnType === '04' ? 'refund' : 'pay'
  return orders.add(
    {
      ...{ kind, orderId, txnTime, fen: Number(txnAmt), state, at, until, backUrl },
      ...{ subType: txnSubType, origQryId: fields.origQryId ?? '' },
    },
    stampOf(at),
  )
}

function apply(fields: Fields, parts: Parts): Fields {
  const fault = faultOf(fields, parts.settings.now())
  if (fault !== null) return { respCode: fault }
  const order = add(fields, parts, 'waiting')
  return order
    ? { respCode: '00', qrCode: `https://qr.95516.com/00010000/${order.queryId}` }
    : { respCode: '12' }
}

function consume(fields: Fields, parts: Parts, onPaid: (order: Order) => void): Fields {
  const fault = faultOf(fields, parts.settings.now())
  const { qrNo = '', termId } = fields
  if (fault !== null || termId === undefined || !/^\d{16,24}$/.test(qrNo)) return { respCode: fault ?? '13' }
  const code = parts.codes.get(qrNo) ?? '00'
  const order = add(fields, parts, 'underWay')
  if (!order) return { respCode: '12' }
  if (code === '00') {
    order.state = 'done'
    onPaid(order)
  } else if (code !== '05') Object.assign(order, { state: 'failed', code })
  return { respCode: '00', queryId: order.queryId }
}

function query({ orderId = '', txnTime = '' }: Fields, { orders, settings }: Parts): Fields {
  const order = orders.find(orderId, txnTime)
  if (!order) return { respCode: '34' }
  const known = { respCode: '00', ...tradeFields(order) }
  switch (order.state) {
    case 'waiting':
      return settings.unpaidQuery === '34'
        ? { respCode: '34' }
        : { ...known, origRespCode: settings.unpaidQuery }
    case 'underWay':
      return { ...known, origRespCode: '05' }
    case 'done':
      return { ...known, origRespCode: '00' }
    case 'failed':
      return { ...known, origRespCode: order.code }
    case 'reversed':
      return { ...known, origRespCode: '01' }
  }
}

/** What queries and notices say of an order. */
export function tradeFields(order: Order): Fields {
  return {
    queryId: order.queryId,
    txnAmt: String(order.fen),
    currencyCode: '156',
    traceNo: order.queryId.slice(-6),
    traceTime: stampOf(order.at).slice(4),
    settleAmt: String(order.fen),
    settleDate: stampOf(order.at + HOUR_MS).slice(4, 8),
    accNo: '622202*********0128',
  }
}

function refund(fields: Fields, parts: Parts): Fields {
  const fault = faultOf(fields, parts.settings.now())
  if (fault !== null) return { respCode: fault }
  if (parts.orders.find(fields.orderId ?? '', fields.txnTime ?? '')) return { respCode: '12' }
  const left = parts.orders.refundable(fields.origQryId ?? '')
  if (left === null) return { respCode: '35' }
  if (Number(fields.txnAmt) > left) return { respCode: '36' }
  const order = add(fields, parts, 'done')
  return order ? { respCode: '00', queryId: order.queryId } : { respCode: '12' }
}

function reverse({ orderId = '', txnTime = '' }: Fields, { orders }: Parts): Fields {
  const order = orders.find(orderId, txnTime)
  if (!order) return { respCode: '34' }
  if (order.state !== 'failed') order.state = 'reversed'
  return { respCode: '00' }
}

function file({ settleDate = '' }: Fields, { settings, orders, bill }: Parts): Fields {
  if (bill.isLate) return { respCode: '98' }
  const { merId, now } = settings
  const year = stampOf(now()).slice(0, 4)
  const text = zmFile(merId, settleDate, orders.list(), bill.differences)
  return {
    respCode: '00',
    fileName: `${merId}_${year}${settleDate}.zip`,
    fileContent: fileContent(merId, year, settleDate, text),
  }
}
