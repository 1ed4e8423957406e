import type { RefusalCode } from '@service-hall/contract'
import type { ConsolePorts } from '../ports.ts'
import { FileWriter } from './files/file-writer.ts'
import type { Job, Reports } from './store.ts'
import { openTable } from './table.ts'

/** Rows that a report may have, by its form. */
const MOST_ROWS = { csv: 1_000_000, xlsx: 200_000, pdf: 10_000 } as const
/** It is said that a report is still being made no more often, ms. */
const BEAT_MS = 2_000

/** Makes one report that this node has taken. Whatever comes of it is noted; it never throws for what is wrong with it. */
export async function makeReport(
  ports: ConsolePorts,
  reports: Reports,
  job: Job,
  node: string,
): Promise<void> {
  const { log, clock } = ports
  const { id, order } = job
  const table = openTable(ports, job.account, order)
  if (!table.ok) return reports.finish(id, node, table.code)
  const writer = new FileWriter(table.head, order.format)
  let done = 0
  let next = clock.monotonic() + BEAT_MS
  try {
    for await (const rows of table.pages) {
      done += rows.length
      if (done > MOST_ROWS[order.format]) return await failed('report.tooLong')
      await writer.rows(rows)
      if (clock.monotonic() < next) continue
      if (!(await reports.beat(id, node, done))) return
      next = clock.monotonic() + BEAT_MS
    }
    const bytes = await writer.end()
    await reports.finish(id, node, { rows_done: done, bytes })
    log.info('report.made', { report: id, format: order.format, rows: done, bytes: bytes.length })
  } catch (error) {
    log.error('report.failed', error, { report: id })
    await failed('report.failed')
  } finally {
    await writer.stop()
  }

  function failed(code: RefusalCode): Promise<void> {
    return reports.finish(id, node, code)
  }
}
