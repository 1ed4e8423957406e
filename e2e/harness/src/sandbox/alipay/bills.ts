import { randomUUID } from 'node:crypto'
import { billFile, differing, rowOf } from './bill/index.ts'
import { beijingDay, hourOf } from './time.ts'
import type { Trades } from './trades.ts'

/** How long a bill's address may be used. */
const ADDRESS_MS = 30_000
/** When the bill of a day is made, o'clock on the next. */
const MADE_AT = 9

type Address = { day: string; until: number }

/** Bills and the addresses they are fetched at. */
export class Bills {
  readonly #trades: Trades
  readonly #now: () => number
  readonly #addresses = new Map<string, Address>()

  constructor(trades: Trades, now: () => number) {
    this.#trades = trades
    this.#now = now
  }

  /** alipay.data.dataservice.bill.downloadurl.query. */
  url(content: Readonly<Record<string, unknown>>, base: string): Record<string, unknown> {
    const { bill_type: type, bill_date: day } = content
    if (type !== 'trade' || typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day))
      return {
        code: '40002',
        msg: 'Invalid Arguments',
        sub_code: 'isv.invalid-arguments',
        sub_msg: '参数有误',
      }
    const isMade = beijingDay(this.#now()) > day && this.#now() >= hourOf(day, 24 + MADE_AT)
    if (!isMade || this.#trades.of(day).length === 0) return noBill()
    const token = randomUUID()
    this.#addresses.set(token, { day, until: this.#now() + ADDRESS_MS })
    return {
      code: '10000',
      msg: 'Success',
      bill_download_url: `${base}/downloadBillFile.resource?bizType=trade&token=${token}`,
    }
  }

  /** The file at an address; null: the address is none, or too old. */
  file(token: string, sellerId: string, fault?: string): Buffer | null {
    const address = this.#addresses.get(token)
    if (!address || this.#now() > address.until) return null
    const rows = this.#trades.of(address.day).map(rowOf)
    const file = billFile(fault === 'billDiffers' ? differing(rows) : rows, address.day, sellerId)
    return fault === 'billCut' ? file.subarray(0, Math.floor(file.length / 2)) : file
  }
}

export function noBill(): Record<string, unknown> {
  return { code: '40004', msg: 'Business Failed', sub_code: 'isp.bill_not_exist', sub_msg: '账单不存在' }
}
