import { join } from 'node:path'
import { inboxMigrations } from '@service-hall/console/inbox'
import { openStore } from '@service-hall/console/store'
import { openPostgres } from '@service-hall/harness/services'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import type { HubBenchOptions } from '../all.ts'

/** Rows in one transaction: as many as the hub puts together under load. */
const ROWS = 4_000
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Rows a second into the hub's own table of facts, batch after batch and nothing else: what the database alone does. */
export async function bareInserts({
  seconds,
}: HubBenchOptions): Promise<{ sqliteRowsPerSecond: number; postgresRowsPerSecond: number }> {
  const sqliteRowsPerSecond = await withWorkFolder('bench-inserts', (folder) =>
    inserts(join(folder, 'bare.sqlite'), seconds),
  )
  return { sqliteRowsPerSecond, postgresRowsPerSecond: await inserts(await openPostgres(), seconds) }
}

async function inserts(address: string, seconds: number): Promise<number> {
  const store = await openStore(address, inboxMigrations, QUIET)
  const { postgres } = store
  const fact = JSON.stringify({
    ...{ type: 'ServiceStarted', ticketId: '01a2299a-8f50-703f-b7f5-e494f2e15450', counterId: 'C1' },
    by: 'staff:S1',
  })
  const into = 'INSERT INTO facts (hall, ordinal, number, at, day, type, fact)'
  const statement = postgres
    ? `${into} SELECT row->>0, (row->>1)::int, (row->>2)::bigint, (row->>3)::bigint, (row->>4)::int, row->>5, row->>6
         FROM jsonb_array_elements(?::jsonb) AS row`
    : `${into} SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
         FROM jsonb_each(?)`
  let number = 0
  const began = performance.now()
  try {
    while (performance.now() - began < seconds * 1_000) {
      const rows = Array.from({ length: ROWS }, (_, n) => [
        ...[`H${n % 40}`, 1, (number += 1), 1_767_578_400_000 + number, 20_458, 'ServiceStarted', fact],
      ])
      await store.write((trx) => trx.raw(statement, [JSON.stringify(rows)]))
    }
    return Math.round(number / ((performance.now() - began) / 1_000))
  } finally {
    await store.close()
  }
}
