import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '@service-hall/server-kit'
import { startOfDay } from '../china-digits.ts'
import type { Bill } from '../port.ts'
import { readBill } from './bill-lines.ts'
import type { BankCardSettings } from './settings.ts'

const LATER_MS = 30 * 60_000
/** The longest a file takes to come, ms. */
const FETCH_MS = 120_000

/** `CARD_104110541110001_20261130.txt` */
export const billName = (merchantNo: string, day: string): string =>
  `CARD_${merchantNo}_${day.replaceAll('-', '')}.txt`

/** The acquirer's file of a day, from where it puts it. A file that is not there yet is made later. */
export async function fetchBill({ merchantNo, bill }: BankCardSettings, day: string): Promise<Bill> {
  if (startOfDay(day) === null) return { is: 'unsure', why: 'no such day' }
  const name = billName(merchantNo, day)
  try {
    const pieces =
      'url' in bill
        ? await fromUrl(bill.url.replace('{name}', name))
        : await fromFolder(join(bill.folder, name))
    if (!pieces) return { is: 'later', againMs: LATER_MS }
    return { is: 'here', lines: readBill(pieces, { merchantNo, day }) }
  } catch (cause) {
    return { is: 'unsure', why: reasonOf(cause) }
  }
}

async function fromUrl(url: string): Promise<AsyncIterable<Uint8Array> | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' })
  if (response.ok && response.body) return response.body
  await response.body?.cancel()
  if (response.status === 404) return null
  throw new Error(`the bill's server answered ${response.status}`)
}

async function fromFolder(path: string): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const file = await open(path)
    return file.createReadStream() as AsyncIterable<Uint8Array>
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}
