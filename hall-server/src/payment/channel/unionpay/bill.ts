import { inflateSync } from 'node:zlib'
import { reasonOf } from '@service-hall/server-kit'
import { chinaDigits, startOfDay } from '../china-digits.ts'
import { BillFault } from '../port.ts'
import type { Bill } from '../port.ts'
import { readZm } from './bill-lines.ts'
import type { UnionpayClient } from './client.ts'
import { zipEntry } from './zip.ts'

const LATER_MS = 30 * 60_000
/** A ZIP in base64: a hundred thousand lines are about 10 MB. */
const MOST_BYTES = 64_000_000
const MOST_ZIP = 64_000_000
const NOON_MS = 12 * 3_600_000
/** The file is not there: it is not made yet, or there was no trade that day. */
const NO_FILE = '98'
/**
 * UnionPay says the same of both; the time tells them apart. A day's file is made on the next day: what is not there when
 * the day after that is over as well will not come, ms after the end of its day.
 */
const NONE_AFTER_MS = 48 * 3_600_000
const DAY_MS = 24 * 3_600_000

/**
 * The settlement file of a day (文件传输, txnType 76): base64 of deflate of a ZIP, in it the ZM file with the trades. UnionPay's
 * day runs from 23:00 to 23:00: what was paid in the last hour is in the next day's file.
 */
export async function fetchBill(client: UnionpayClient, day: string): Promise<Bill> {
  const { settings, clock } = client
  const start = startOfDay(day)
  if (start === null) return { is: 'unsure', why: 'no such day' }
  const fields = {
    txnType: '76',
    txnSubType: '01',
    settleDate: day.slice(5).replace('-', ''),
    txnTime: chinaDigits(clock.now()),
    fileType: '00',
  }
  const answer = await client.post(settings.fileGateway, fields, MOST_BYTES)
  if (!answer.ok) return { is: 'unsure', why: answer.why }
  const { respCode, fileContent = '' } = answer.fields
  if (respCode === NO_FILE) return noFile(start, clock.now())
  if (respCode !== '00') return { is: 'unsure', why: `answered ${respCode}` }
  try {
    const zip = inflateSync(Buffer.from(fileContent, 'base64'), { maxOutputLength: MOST_ZIP })
    const file = zipEntry(zip, (name) => name.endsWith(`ZM_${settings.merId}`))
    if (!file) return { is: 'empty' }
    return { is: 'here', lines: readZm(file, { merId: settings.merId, day: start + NOON_MS }) }
  } catch (error) {
    if (error instanceof BillFault) throw error
    return { is: 'unsure', why: reasonOf(error) }
  }
}

/** An empty day is compared like any other: what the hall has of it becomes a case, and later days are not held up. */
function noFile(startOfDay: number, now: number): Bill {
  return now >= startOfDay + DAY_MS + NONE_AFTER_MS ? { is: 'empty' } : { is: 'later', againMs: LATER_MS }
}
