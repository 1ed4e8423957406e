import { DIMENSIONS, MEASURES } from '@service-hall/contract'
import type { FactEntry, HallId, MeasureName } from '@service-hall/contract'
import { systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { ENGINES, aDatabase, aStore } from '../../../test/engines.ts'
import type { Engine } from '../../../test/engines.ts'
import { FactsOfHall } from '../../../test/random-day.ts'
import type { Store } from '../../core/store.ts'
import { positionOf } from '../../inbox/positions/store.ts'
import { inboxMigrations, takeBatches } from '../../inbox/store.ts'
import { InboxFollower } from '../../live/follow-inbox.ts'
import { LiveRegion } from '../../live/live-region.ts'
import { pruneHall, retentionMigrations } from '../../retention/store.ts'
import { queryRollups } from '../query/store.ts'
import { Roller } from '../roller.ts'
import { rollupMigrations } from './store.ts'

const H1 = 'H1' as HallId
const CLOCK = { ...systemClock, after: () => () => undefined }
const migrations = [...inboxMigrations, ...rollupMigrations, ...retentionMigrations]
/** What a hub had before machines were told apart. */
const olderMigrations = migrations.filter(({ name }) => !['rollup-3', 'rollup-4', 'rollup-5'].includes(name))
/** Figures that have come since. */
const ADDED = ['selfIssued', 'faults', 'downMs'] as const
const FIRST = MEASURES.filter((name) => !(ADDED as readonly string[]).includes(name))

type Row = Record<string, string | number>

async function follow(store: Store): Promise<void> {
  const log = aLog()
  const roller = await Roller.open(store, CLOCK, log)
  const follower = new InboxFollower(store, new LiveRegion(CLOCK), log, (folded) => roller.note(folded))
  await follower.restore()
  await follower.settled()
  await roller.flush()
}
async function take(store: Store, entries: readonly FactEntry[]): Promise<void> {
  await positionOf(store, H1, 'first', null)
  const batch = { hallId: H1, ordinal: 1, epoch: 'first', from: 1, to: entries.length, entries: [...entries] }
  await takeBatches(store, [{ ...batch, marks: [] }])
}
async function figuresOf(store: Store, measures: readonly MeasureName[]): Promise<unknown> {
  const asked = { from: '2025-01-01', to: '2027-01-01', grain: 'minute' as const, limit: 1_000 }
  const percentiles = { wait: [50, 90], handling: [50, 90] }
  const by = DIMENSIONS.filter((name) => name !== 'machine')
  const { rows } = await queryRollups(store, { ...asked, by, measures: [...measures], percentiles })
  // What was taken back of facts that are gone stands beside what they had added: together it is nothing.
  return rows.filter(({ sums }) => sums.some((sum) => sum !== 0))
}

/** Two days of a hall. */
function twoDays(): FactsOfHall {
  const facts = new FactsOfHall()
  const serve = (): void => {
    for (const action of ['issue', 'call', 'start', 'complete'] as const)
      facts.do({ action, counter: 1, pick: 1, waitMs: 45_000 })
  }
  for (let at = 0; at < 6; at += 1) serve()
  facts.open('2026-01-06', 22 * 3_600_000)
  for (let at = 0; at < 9; at += 1) serve()
  return facts
}

/** Cells as they were before machines were told apart: those that differ by nothing else are one. */
function withoutMachines(rows: readonly Row[]): Row[] {
  const cells = new Map<string, Row>()
  for (const { machine: _machine, ...row } of rows) {
    for (const name of ADDED) delete row[name]
    const { hall, grain, day, minute, service, counter, staff } = row
    const key = JSON.stringify([hall, grain, day, minute, service, counter, staff])
    const same = cells.get(key)
    if (!same) cells.set(key, row)
    else {
      for (const name of FIRST) same[name] = Number(same[name]) + Number(row[name])
      // Only cells of people and counters have times.
      for (const name of ['wait', 'handling']) same[name] = same[name] || row[name] || ''
    }
  }
  return [...cells.values()]
}

/** A database of the older shape, filled: its first day settled, the facts of the second kept, roll-ups of both. */
async function anOlderDatabase(engine: Engine, now: Store, entries: readonly FactEntry[]): Promise<string> {
  const address = await aDatabase(engine)
  const older = await aStore(engine, olderMigrations, address)
  await take(older, entries)
  const starts: Row[] = await now.db('starts').select()
  await older.db('starts').insert(starts)
  await older.db('facts').where('number', '<=', Number(starts[0]?.['number'])).delete()
  await older.db('rolled').insert(await now.db('rolled').select())
  for (const table of ['settled', 'rollups']) {
    const olderRows = withoutMachines(await now.db(table).select())
    expect(olderRows.length, table).toBeGreaterThan(0)
    await older.db(table).insert(olderRows)
  }
  await older.close()
  return address
}

test.for(ENGINES)(
  'a filled database of the older shape tells the same figures afterwards (%s)',
  async (engine) => {
    const { entries } = twoDays()
    const now = await aStore(engine, migrations)
    await take(now, entries)
    await follow(now)
    const whole = await figuresOf(now, MEASURES)
    const secondDay = entries.find(({ at }) => at > (entries[0]?.at ?? 0) + 20 * 3_600_000)?.at ?? 0
    expect(await pruneHall(now, H1, secondDay)).toBeGreaterThan(0)
    expect(await figuresOf(now, MEASURES)).toEqual(whole)

    const address = await anOlderDatabase(engine, now, entries)
    const migrated = await aStore(engine, migrations, address)
    // What can be made again waits for it, and what cannot is there.
    expect(await migrated.db('rollups').select()).toEqual([])
    expect((await migrated.db('settled').select()).length).toBeGreaterThan(0)
    await follow(migrated)
    expect(await figuresOf(migrated, FIRST)).toEqual(await figuresOf(now, FIRST))
    const kept = await migrated
      .db('rollups')
      .orderBy(['grain', 'day', 'minute', 'service', 'counter', 'staff', 'machine'])
    expect(kept).toEqual(
      await now.db('rollups').orderBy(['grain', 'day', 'minute', 'service', 'counter', 'staff', 'machine']),
    )
    // Of days whose facts are gone the later figures are not known, and none are made up.
    const settled: Row[] = await migrated.db('settled').select()
    for (const row of settled) for (const name of [...ADDED, 'machine']) expect([0, '']).toContain(row[name])

    // A second start changes nothing, and facts that come later go on from there.
    await migrated.close()
    const again = await aStore(engine, migrations, address)
    await follow(again)
    expect(await figuresOf(again, FIRST)).toEqual(await figuresOf(now, FIRST))
  },
)

test.for(['rollup-4', 'rollup-5'])(
  'figures of machines that counted time off by plan are made again from the facts that are kept (%s)',
  async (missing) => {
    const address = await aDatabase('sqlite')
    const { entries } = twoDays()
    const older = await aStore(
      'sqlite',
      migrations.filter(({ name }) => name !== missing),
      address,
    )
    await take(older, entries)
    await follow(older)
    const whole = await figuresOf(older, MEASURES)
    await older.db('rollups').update({ downMs: 5 })
    await older.close()
    const now = await aStore('sqlite', migrations, address)
    await follow(now)
    expect(await figuresOf(now, MEASURES)).toEqual(whole)
  },
)
