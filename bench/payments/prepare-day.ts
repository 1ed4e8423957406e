// Writes a hall's journal of a day with so many payments, and Alipay's true file of it. Run by reconcile.ts.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import { alipayBillFile } from '@service-hall/harness/sandbox'
import type { AlipayBillRow } from '@service-hall/harness/sandbox'
import { openJournal } from '@service-hall/journal'
import { BILL, DAY, JOURNAL, SELLER_ID, STRANGE, UNEQUAL } from './day.ts'
import type { DayTask, PreparedDay } from './day.ts'

const { folder, lines } = JSON.parse(process.argv[2] ?? '{}') as DayTask
const MORNING = Date.parse(`${DAY}T08:00:00+08:00`)
/** Payments of one append. */
const TOGETHER = 100
/** All within the working day, whatever their number. */
const SPREAD_MS = 8 * 3_600_000

let now = MORNING
const journal = await openJournal({ path: join(folder, JOURNAL), clock: () => now })
const opened = { type: 'DayOpened', day: DAY, carriesFrom: 1 }
await journal.append({ facts: [opened] })
const rows: AlipayBillRow[] = []
let facts = 1
for (let first = 0; first < lines; first += TOGETHER) {
  const last = Math.min(lines, first + TOGETHER)
  const told = []
  for (let index = first; index < last; index += 1) {
    now = MORNING + Math.floor((index / lines) * SPREAD_MS)
    const row = rowOf(index)
    rows.push(index < UNEQUAL ? { ...row, fen: row.fen + 1 } : row)
    if (index < lines - STRANGE) told.push(...factsOf(row))
  }
  facts += told.length
  if (told.length > 0) await journal.append({ facts: told })
}
await journal.close()
await writeFile(join(folder, BILL), alipayBillFile(rows, DAY, SELLER_ID))
process.stdout.write(`${JSON.stringify({ facts } satisfies PreparedDay)}\n`)

function rowOf(index: number): AlipayBillRow {
  return {
    ...{ tradeNo: `20260105220014${String(index).padStart(14, '0')}`, kind: '交易', subject: '电费 0123' },
    ...{ outTradeNo: `P${String(index).padStart(27, '0')}`, storeId: 'BENCH', terminalId: 'K1' },
    ...{ fen: 1_000 + (index % 50_000), createdAt: now - 20_000, at: now, requestNo: '' },
  }
}

/** The facts of one payment, from its order to its write-off. */
function factsOf({ outTradeNo: channelNo, tradeNo, fen, at }: AlipayBillRow) {
  const bytes = (text: string): Uint8Array => Buffer.from(text.slice(-10))
  const orderId = uuid7(at, bytes(tradeNo))
  const of = { orderId, attemptId: uuid7(at + 1, bytes(channelNo)) }
  const bills = [{ billId: `B${channelNo.slice(-12)}`, month: '2025-12', fen }]
  const ordered = { purpose: 'bills', accountNo: '1234567890123', bills, creditFen: 0, totalFen: fen }
  return [
    {
      ...{ type: 'PaymentOrderOpened', orderId, ...ordered },
      ...{ stationId: 'K1', until: at + 900_000, by: 'station:K1' },
    },
    {
      ...{ type: 'AttemptOpened', ...of, channel: 'alipay', use: 'showsCode', channelNo, fen },
      ...{ until: at + 120_000, terminalId: 'K1' },
    },
    { type: 'AttemptPayable', ...of, qr: `https://qr.alipay.com/${channelNo}` },
    {
      ...{ type: 'AttemptPaid', ...of, channel: 'alipay', channelNo, tradeNo, fen, paidAt: at },
      ...{ by: 'notice', late: false },
    },
    { type: 'DeliveryStarted', orderId, key: orderId, bills, creditFen: 0, fen },
    { type: 'Delivered', orderId, writeOffNo: `W${tradeNo}`, fen, balanceFen: 0 },
  ]
}
