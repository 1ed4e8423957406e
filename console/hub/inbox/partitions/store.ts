import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import type { Store } from '../../core/store.ts'
import { DAY_MS } from '../store.ts'

/** Days (UTC) that have a partition beforehand, and behind: halls come back after days. */
const DAYS_AHEAD = 7
const DAYS_BEHIND = 7
const AGAIN_MS = 60 * 60_000
/** Any number, the same for all nodes: who holds the lock of this number makes partitions. */
const PARTITION_LOCK = 815_0912

/**
 * Makes the partitions of the days around today, where there are partitions. Facts of such a day that came before its
 * partition (a hall whose clock ran ahead) move into it. A clock that is wrong makes partitions that stay empty, no more.
 *
 * @param now epoch ms
 */
export async function keepPartitions(store: Store, now: number): Promise<void> {
  if (!store.postgres) return
  const today = Math.floor(now / DAY_MS)
  const days = Array.from({ length: DAYS_BEHIND + 1 + DAYS_AHEAD }, (_, at) => today - DAYS_BEHIND + at)
  await store.write(async (trx) => {
    await trx.raw('SELECT pg_advisory_xact_lock(?)', [PARTITION_LOCK])
    const present = await partitionDays(trx)
    const missing = days.filter((day) => !present.has(day))
    // Nobody puts a fact of these days into the default partition meanwhile.
    if (missing.length > 0) await trx.raw('LOCK TABLE facts_other IN ACCESS EXCLUSIVE MODE')
    for (const day of missing) await addPartition(trx, day)
  })
}

/** The days that have a partition of their own. */
export async function partitionDays(db: Knex): Promise<Set<number>> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'facts'::regclass",
  )
  return new Set(rows.map(({ name }) => Number(name.replace('facts_', ''))).filter(Number.isInteger))
}

async function addPartition(trx: Knex, day: number): Promise<void> {
  const name = `facts_${day}`
  const early = await trx<{ day: number }>('facts_other').where({ day }).limit(1).select('day')
  if (early.length === 0) {
    await trx.raw(`CREATE TABLE ${name} PARTITION OF facts FOR VALUES FROM (${day}) TO (${day + 1})`)
    return
  }
  await trx.raw(`CREATE TABLE ${name} (LIKE facts INCLUDING ALL)`)
  await trx.raw(`WITH moved AS (DELETE FROM facts_other WHERE day = ${day} RETURNING *)
    INSERT INTO ${name} SELECT * FROM moved`)
  await trx.raw(`ALTER TABLE facts ATTACH PARTITION ${name} FOR VALUES FROM (${day}) TO (${day + 1})`)
}

/** Keeps partitions ahead of the days, once now and then every hour; what fails is logged and tried with the next. */
export function partitionKeeper(store: Store, clock: Clock, log: Log): { stop: () => void } {
  let cancel: Cancel = () => undefined
  let stopped = false
  const again = (): void => {
    cancel = clock.after(AGAIN_MS, () => {
      void keepPartitions(store, clock.now())
        .catch((error: unknown) => log.error('store.noPartitions', error))
        .finally(() => stopped || again())
    })
  }
  if (store.postgres) again()
  return {
    stop() {
      stopped = true
      cancel()
    },
  }
}
