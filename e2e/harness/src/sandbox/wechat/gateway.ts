import { createHash, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { error, ok } from './answer.ts'
import type { Answer } from './answer.ts'
import { billOf } from './bill.ts'
import type { Merchant } from './merchant.ts'
import type { Platform } from './platform.ts'
import type { Refunds } from './refunds.ts'
import type { Trades } from './trades.ts'

export type Request = { method: string; target: URL; body: Buffer }
/** What the gateway offers, by the names that faults are scripted for. */
export const PLACES = [
  ...['native', 'codepay', 'query', 'close', 'reverse', 'refund', 'queryRefund'],
  ...['certificates', 'tradebill', 'download', 'notify'],
] as const
export type Place = (typeof PLACES)[number]

const FILE_MS = 300_000
const TRADE = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]{1,40})(?:\/(close|reverse))?$/
const REFUND = /^\/v3\/refund\/domestic\/refunds\/([^/]{1,64})$/

/** WeChat Pay's HTTP interface on its truth: addresses to actions. Signatures and faults are the server's. */
export class Gateway {
  readonly merchant: Merchant
  readonly #platform: Platform
  readonly #trades: Trades
  readonly #refunds: Refunds
  readonly #now: () => number
  readonly #files = new Map<string, { bytes: Buffer; until: number }>()
  /** Days whose bill is another one than the truth's. */
  readonly bills = new Map<string, Buffer>()

  constructor(of: {
    merchant: Merchant
    platform: Platform
    trades: Trades
    refunds: Refunds
    now: () => number
  }) {
    this.merchant = of.merchant
    this.#platform = of.platform
    this.#trades = of.trades
    this.#refunds = of.refunds
    this.#now = of.now
  }

  /** Which place a request is for; null: WeChat Pay has no such address. */
  placeOf({ method, target: { pathname } }: Request): Place | null {
    const trade = TRADE.exec(pathname)
    if (method === 'GET') {
      if (trade && trade[2] === undefined) return 'query'
      if (REFUND.test(pathname)) return 'queryRefund'
      if (pathname === '/v3/certificates') return 'certificates'
      if (pathname === '/v3/bill/tradebill') return 'tradebill'
      return pathname === '/v3/billdownload/file' ? 'download' : null
    }
    if (method !== 'POST') return null
    if (pathname === '/v3/pay/transactions/native') return 'native'
    if (pathname === '/v3/pay/transactions/codepay') return 'codepay'
    if (pathname === '/v3/refund/domestic/refunds') return 'refund'
    return trade?.[2] === 'close' ? 'close' : trade?.[2] === 'reverse' ? 'reverse' : null
  }

  /** Number of the order that a request names in its address. */
  orderOf({ target }: Request): string {
    return TRADE.exec(target.pathname)?.[1] ?? ''
  }

  /** Does what is asked. `fault`: a scripted one that changes what is done. */
  act(place: Place, request: Request, fault: string | undefined): Answer {
    const query = request.target.searchParams
    const body = bodyOf(request.body)
    if (body === null) return error('PARAM_ERROR')
    switch (place) {
      case 'native':
        return this.#trades.native(body)
      case 'codepay':
        return this.#trades.codepay(body)
      case 'query':
        return this.#trades.query(this.orderOf(request), query.get('mchid'))
      case 'close':
        return this.#trades.close(this.orderOf(request), body['mchid'])
      case 'reverse':
        return this.#trades.reverse(this.orderOf(request), body['mchid'], body['appid'])
      case 'refund':
        return this.#refunds.refund(body)
      case 'queryRefund':
        return this.#refunds.query(REFUND.exec(request.target.pathname)?.[1] ?? '')
      case 'certificates':
        return ok(this.#platform.list())
      case 'tradebill':
        return this.#offer(request.target, fault)
      case 'download':
        return this.#file(query.get('token') ?? '')
      case 'notify':
        return error('INVALID_REQUEST')
    }
  }

  #offer({ origin, searchParams }: URL, fault: string | undefined): Answer {
    const day = searchParams.get('bill_date') ?? ''
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return error('PARAM_ERROR')
    if (fault === 'billLate') return error('STATEMENT_CREATING')
    const plain =
      this.bills.get(day) ??
      billOf(
        day,
        { merchant: this.merchant, trades: this.#trades, refunds: this.#refunds },
        fault === 'billDiffers',
      )
    if (!plain) return error('NO_STATEMENT_EXIST')
    const bytes = searchParams.get('tar_type') === 'GZIP' ? gzipSync(plain) : plain
    const token = randomUUID()
    this.#files.set(token, { bytes, until: this.#now() + FILE_MS })
    const hashed = fault === 'hashOfZip' ? bytes : plain
    return ok({
      hash_type: 'SHA1',
      hash_value: createHash('sha1').update(hashed).digest('hex'),
      download_url: `${origin}/v3/billdownload/file?token=${token}`,
    })
  }

  #file(token: string): Answer {
    const file = this.#files.get(token)
    if (!file || this.#now() > file.until) return error('PARAM_ERROR')
    return { status: 200, bytes: file.bytes }
  }
}

function bodyOf(bytes: Buffer): Record<string, unknown> | null {
  if (bytes.length === 0) return {}
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}
