import type { Clock } from '@service-hall/server-kit'
import { chinaDayOf, fromChinaTime } from '../../china-time.ts'
import { ask } from '../../http.ts'
import type { Bill, BillLine } from '../../port.ts'
import { field, unsure } from '../gateway.ts'
import type { Gateway } from '../gateway.ts'
import { BILL_AGAIN_MS, BILL_HOUR, BILL_SURELY_HOUR } from '../rules.ts'
import { readRows } from './rows.ts'
import { detailEntry, entryBytes } from './zip.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Time for the whole file, ms; its address lives 30 s, so it is fetched at once. */
const DOWNLOAD_MS = 60_000
/** 100,000 lines are about 5 MB in the file. */
const MOST_FILE_BYTES = 64_000_000

/** A day's bill of trades (alipay.data.dataservice.bill.downloadurl.query, then its address). `day`: in China. */
export async function billOf(
  day: string,
  { gateway, sellerId, clock }: { gateway: Gateway; sellerId: string; clock: Clock },
): Promise<Bill> {
  const said = await gateway.call('alipay.data.dataservice.bill.downloadurl.query', {
    bill_type: 'trade',
    bill_date: day,
  })
  if (said.is === 'unsure') return said
  if (said.code === '40004') return noBill(said.subCode, day, clock.now())
  if (said.code !== '10000') return unsure(said.subCode || said.code)
  const url = URL.parse(field(said, 'bill_download_url'))
  if (!url || !/^https?:$/.test(url.protocol)) return unsure('unreadable')
  const file = await ask(url, { timeoutMs: DOWNLOAD_MS, mostBytes: MOST_FILE_BYTES })
  if (!file.ok) return unsure(file.why)
  if (file.status !== 200) return unsure(`http ${file.status}`)
  return { is: 'here', lines: linesOf(file.body, { day, sellerId }) }
}

/** Lines of a bill's ZIP. Throws `BillFault` where it is not as documented; the pieces of it are never all in memory. */
export async function* linesOf(
  zip: Buffer,
  expected: { day: string; sellerId: string },
): AsyncGenerator<BillLine> {
  yield* readRows(entryBytes(zip, detailEntry(zip)), expected)
}

/**
 * "No such bill" is said both of a day without trades and of a bill that is not made yet; the hour tells them apart. Other
 * business errors pass.
 */
function noBill(subCode: string, day: string, now: number): Bill {
  const midnight = fromChinaTime(`${day} 00:00:00`)
  if (midnight === null || day >= chinaDayOf(now)) return unsure('the day is not over')
  const nextDay = midnight + DAY_MS
  if (/bill_not_exist$/i.test(subCode) && now >= nextDay + BILL_SURELY_HOUR * HOUR_MS) return { is: 'empty' }
  return { is: 'later', againMs: Math.max(BILL_AGAIN_MS, nextDay + BILL_HOUR * HOUR_MS - now) }
}
