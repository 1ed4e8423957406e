import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../../process/index.ts'
import { FaultScript, bytesOf, startControl } from '../kit/index.ts'
import type { RunningSandbox } from '../kit/index.ts'
import { identityOf, withSignature } from './crypto.ts'
import type { Fields } from './crypto.ts'
import { answerTo, placeOf, tradeFields } from './gateway.ts'
import type { BillState, CodeRules, GatewaySettings } from './gateway.ts'
import { Orders } from './orders.ts'
import type { Order } from './orders.ts'
import type { Difference } from './zm.ts'

export const UNIONPAY_PLACES = ['apply', 'consume', 'query', 'refund', 'reversal', 'bill', 'notice'] as const
/**
 * `dropRequest`: nothing is done, no answer; `dropResponse`: done, no answer; `delay`: answered after `ms`; `badSignature`:
 * a field changed after signing; `foreignCert`: signed by somebody with a certificate of the same names; `busy`: 06, nothing
 * done; `timeout`: 03 although it was done; `error`: HTTP 500; `twice`: a notice sent twice. Notices know `dropRequest`,
 * `delay`, `badSignature`, `foreignCert` and `twice`.
 */
export const UNIONPAY_FAULTS = [
  'dropRequest',
  'dropResponse',
  'delay',
  'badSignature',
  'foreignCert',
  'busy',
  'timeout',
  'error',
  'twice',
] as const

export type UnionpayOptions = Partial<GatewaySettings> & { signer?: string; port?: number; control?: number }
/** What a merchant gets from UnionPay to be let in with. */
export type UnionpayCredentials = {
  merId: string
  certId: string
  signKey: string
  issuer: string
  signer: string
}
export type UnionpaySandbox = RunningSandbox & { credentials: UnionpayCredentials }

/** Starts a UnionPay: `/gateway/api/*.do` and `/file` on its port. */
export async function startUnionpay(options: UnionpayOptions = {}): Promise<UnionpaySandbox> {
  const { port = 0, control = 0, signer = '中国银联股份有限公司', ...given } = options
  const settings: GatewaySettings = {
    merId: '777290058110048',
    unpaidQuery: '34',
    now: () => Date.now(),
    ...given,
  }
  const identity = identityOf(signer, settings.now())
  const parts = {
    settings,
    identity,
    orders: new Orders(),
    bill: { isLate: false, differences: [] } as BillState,
    codes: new Map() as CodeRules,
  }
  const faults = new FaultScript(UNIONPAY_PLACES, UNIONPAY_FAULTS)

  /** Signs, or as a fault has it. */
  function seal(fields: Fields, does: string | undefined): Fields {
    if (does === 'foreignCert')
      return withSignature({ ...fields, signPubKeyCert: identity.strangerPem }, identity.strangerKey)
    const signed = withSignature({ ...fields, signPubKeyCert: identity.signerPem }, identity.signerKey)
    return does === 'badSignature' ? { ...signed, txnAmt: '1' } : signed
  }

  /** Tells the merchant of a success. Failures are not told. */
  async function notify(order: Order): Promise<number> {
    const fault = faults.take('notice')
    if (fault?.does === 'dropRequest') return 0
    if (fault?.does === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    const body = noticeOf(order, settings.merId)
    const send = async (): Promise<number> => {
      const text = new URLSearchParams(seal(body, fault?.does)).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const sent = await fetch(order.backUrl, {
        method: 'POST',
        body: text,
        headers,
        signal: AbortSignal.timeout(5_000),
      })
      return sent.status
    }
    if (fault?.does === 'twice') await send()
    return send()
  }

  /** A merchant that does not listen is none of the sandbox's errors. */
  const tell = (order: Order): void => void notify(order).catch(() => 0)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fields = Object.fromEntries(new URLSearchParams((await bytesOf(request)).toString('utf8')))
    const fault = faults.take(placeOf(fields))
    const does = fault?.does
    if (does === 'dropRequest') return void request.socket.destroy()
    const answer = does === 'busy' ? { respCode: '06' } : answerTo(fields, parts, tell)
    if (does === 'dropResponse') return void request.socket.destroy()
    if (does === 'error') return void response.writeHead(500).end('error')
    if (does === 'delay') await new Promise((resolve) => setTimeout(resolve, fault?.ms))
    const said = does === 'timeout' ? { respCode: '03' } : answer
    const whole = seal({ ...echoOf(fields), ...said, respMsg: `应答[${said.respCode}]` }, does)
    response.writeHead(200, { 'content-type': 'text/html;charset=UTF-8' })
    response.end(
      Object.entries(whole)
        .map((pair) => pair.join('='))
        .join('&'),
    )
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await waitFor('UnionPay to listen', once(server.listen(port, '127.0.0.1'), 'listening'))
  const credentials: UnionpayCredentials = {
    ...{ merId: settings.merId, certId: identity.certId, signKey: identity.merchantKeyPem },
    ...{ issuer: identity.issuerPem, signer },
  }
  const actions = {
    credentials: () => credentials,
    orders: () => parts.orders.list(),
    /** Number of the order that was opened last. */
    latest: () => parts.orders.list().at(-1)?.orderId ?? null,
    /** The customer scans and pays; false: the order's time is over. */
    pay: ({ orderId }: { orderId: string }) => {
      const order = parts.orders.byId(orderId)
      if (settings.now() > order.until || !['waiting', 'underWay'].includes(order.state)) return false
      Object.assign(order, { state: 'done', at: settings.now() })
      tell(order)
      return true
    },
    /** The customer has begun; the bank has not answered. */
    begin: ({ orderId }: { orderId: string }) => void (parts.orders.byId(orderId).state = 'underWay'),
    fail: ({ orderId, code }: { orderId: string; code: string }) =>
      void Object.assign(parts.orders.byId(orderId), { state: 'failed', code }),
    /** Sends the notice of an order (again); answers the merchant's status. */
    notify: ({ orderId }: { orderId: string }) => notify(parts.orders.byId(orderId)),
    /** How a customer's code pays: `00` at once, `05` not yet, else the code it is refused with. */
    code: ({ qrNo, answer }: { qrNo: string; answer: string }) => void parts.codes.set(qrNo, answer),
    billLate: (isLate: boolean) => void (parts.bill.isLate = isLate),
    billDiffers: (differences: Difference[]) => void (parts.bill.differences = differences),
  }
  const controlled = await startControl(actions, faults, control)
  return {
    port: (server.address() as AddressInfo).port,
    control: controlled.port,
    credentials,
    async close() {
      server.closeAllConnections()
      await waitFor('UnionPay to close', once(server.close(), 'close'))
      await controlled.close()
    },
  }
}

/** What every answer repeats of its question. */
function echoOf(fields: Fields): Fields {
  const names = [
    'version',
    'encoding',
    'signMethod',
    'bizType',
    'accessType',
    'merId',
    'txnType',
    'txnSubType',
  ]
  const kept = [...names, 'orderId', 'txnTime', 'reqReserved'].filter((name) => fields[name] !== undefined)
  return Object.fromEntries(kept.map((name) => [name, fields[name] ?? '']))
}

function noticeOf(order: Order, merId: string): Fields {
  const { orderId, txnTime, subType } = order
  return {
    ...{ version: '5.1.0', encoding: 'UTF-8', signMethod: '01', bizType: '000000', accessType: '0' },
    ...{ merId, orderId, txnTime, txnType: order.kind === 'pay' ? '01' : '04', txnSubType: subType },
    ...tradeFields(order),
    ...{ respCode: '00', respMsg: '成功[0000000]' },
  }
}
