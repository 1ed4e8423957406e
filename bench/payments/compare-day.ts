// Compares the prepared day, alone in its process: what it takes is the comparison's. Run by reconcile.ts.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fact } from '@service-hall/contract'
import { linesOf } from '@service-hall/hall-server/alipay-bill'
import { reconcileDay, sidesOf } from '@service-hall/hall-server/reconcile'
import type { ReconcilePorts } from '@service-hall/hall-server/reconcile'
import { readJournal } from '@service-hall/journal'
import { systemClock } from '@service-hall/server-kit'
import { BILL, DAY, JOURNAL, SELLER_ID } from './day.ts'
import type { ComparedDay, DayTask } from './day.ts'

const { folder } = JSON.parse(process.argv[2] ?? '{}') as DayTask
const journal = await readJournal<Fact>({ path: join(folder, JOURNAL) })
/** What a comparison asks of a hall: its facts, and the orders of attempts, of which there are none here. */
const hall = {
  state: {
    view: { payments: {} },
    payment: { dayStarts: { [DAY]: 1 }, byChannelNo: {}, reconciliations: {}, returned: {}, trades: {} },
  },
  facts: ({ from, to }: { from: number; to: number }) =>
    journal.replay({ from, ...(Number.isFinite(to) ? { to } : {}) }),
  firstNumber: () => Promise.resolve(1),
  committedNumber: Infinity,
} as unknown as ReconcilePorts['hall']
const channel = {
  bill: async () => ({
    is: 'here',
    lines: linesOf(await readFile(join(folder, BILL)), { day: DAY, sellerId: SELLER_ID }),
  }),
}
const [side] = sidesOf({ channels: new Map([['alipay', { channel }]]) as never, billing: null })
if (!side) throw new Error('no side')

const began = performance.now()
const outcome = await reconcileDay(
  side,
  DAY,
  { hall, clock: systemClock, log: { info: () => undefined, warn: () => undefined, error: complain } },
  { isFirst: true },
)
const seconds = Math.round(performance.now() - began) / 1_000
if (outcome.is !== 'done') throw new Error(`not compared: ${outcome.why}`)
await journal.close()
const { lines, matched, differences } = outcome.command
const rssMb = Math.round(process.resourceUsage().maxRSS / 1_024)
const compared: ComparedDay = { lines, seconds, rssMb, matched, cases: differences.length }
process.stdout.write(`${JSON.stringify(compared)}\n`)

function complain(event: string, cause: unknown): void {
  process.stderr.write(`${event} ${String(cause)}\n`)
}
