// Appends rows to a journal with so many always under way: what the disk alone can do. Run by issue.ts.
import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import { openJournal } from '@service-hall/journal'
import { randomBytes } from 'node:crypto'

/** What this process is told to do, as JSON in its first argument. */
export type RawLoad = {
  folder: string
  depth: number
  warmUpMs: number
  measureMs: number
  /** Whether facts are chained; yes unless it is measured what that costs. */
  isChained?: boolean
}

const {
  folder,
  depth,
  warmUpMs,
  measureMs,
  isChained = true,
} = JSON.parse(process.argv[2] ?? '{}') as RawLoad
const journal = await openJournal({ path: join(folder, 'journal.sqlite'), clock: Date.now, isChained })
const measureFrom = performance.now() + warmUpMs
const END = measureFrom + measureMs
let rows = 0
await Promise.all(Array.from({ length: depth }, work))
await journal.close()
process.stdout.write(`${JSON.stringify({ perSecond: Math.round(rows / (measureMs / 1000)) })}\n`)

async function work(): Promise<void> {
  for (let now = performance.now(); now < END; now = performance.now()) {
    await journal.append({ facts: [row(rows)] })
    if (now >= measureFrom) rows += 1
  }
}

/** As large as the fact of a ticket. */
function row(count: number) {
  return {
    type: 'TicketIssued',
    ticketId: uuid7(Date.now(), randomBytes(10)),
    number: `A${count}`,
    day: '2026-01-05',
    count,
    groupId: 'bills',
    serviceId: 'pay',
    classId: 'normal',
    language: 'zh',
    senior: false,
    ahead: count,
    stationId: 'K1',
    by: 'station:K1',
  }
}
