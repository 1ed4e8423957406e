import { DIMENSIONS, MEASURES } from '@service-hall/contract'
import type { FactEntry, HallId } from '@service-hall/contract'
import { systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENGINES, aStore } from '../../test/engines.ts'
import { FactsOfHall, someSteps } from '../../test/random-day.ts'
import type { Step } from '../../test/random-day.ts'
import type { Store } from '../core/store.ts'
import { positionOf } from '../inbox/positions/store.ts'
import { inboxMigrations, takeBatches } from '../inbox/store.ts'
import { keepSnapshots } from '../inbox/snapshots/store.ts'
import { foldSchema } from '../live/fold-schema.ts'
import { InboxFollower } from '../live/follow-inbox.ts'
import { LiveRegion } from '../live/live-region.ts'
import { queryRollups } from './query/store.ts'
import { Roller } from './roller.ts'
import { pruneHall, retentionMigrations } from '../retention/store.ts'
import { rebuild, rollupMigrations } from './store.ts'

const H1 = 'H1' as HallId
const SECOND_EPOCH = '01a2299a-8f50-703f-b7f5-e494f2e15450'
const migrations = [...inboxMigrations, ...rollupMigrations, ...retentionMigrations]
const TABLES = ['facts', 'epochs', 'rolled', 'rollups', 'settled', 'starts', 'snapshots', 'spans']

/** What a hub does with batches, without a wire: inbox, live view, roll-ups. `restart` loses all that is in memory. */
async function aNode(store: Store) {
  const log = aLog()
  let roller = await Roller.open(store, { ...systemClock, after: () => () => undefined }, log)
  let live = new LiveRegion({ ...systemClock, after: () => () => undefined })
  let follower = new InboxFollower(store, live, log, (folded) => roller.note(folded))
  const node = {
    log,
    live: () => live,
    roller: () => roller,
    async take(entries: readonly FactEntry[], ordinal = 1, epoch = 'first') {
      const from = entries[0]?.number ?? 1
      const to = entries.at(-1)?.number ?? 0
      const batch = { hallId: H1, ordinal, epoch, from, to, entries: [...entries], marks: [] }
      const [taken] = await takeBatches(store, [batch])
      if (taken) follower.take([batch])
      await follower.settled()
    },
    /** Keeps the state that the hall is in, be it ahead of its roll-ups. */
    async keep() {
      const hall = live.hall(H1)
      const { ordinal, number } = hall.position
      const kept = { hall: H1, ordinal, number, at: hall.at, schema: foldSchema(), state: hall.state() }
      await keepSnapshots(store, [kept])
    },
    async restart() {
      roller = await Roller.open(store, { ...systemClock, after: () => () => undefined }, log)
      live = new LiveRegion({ ...systemClock, after: () => () => undefined })
      follower = new InboxFollower(store, live, log, (folded) => roller.note(folded))
      await follower.restore()
    },
  }
  await node.restart()
  return node
}

/** All figures there are, by every dimension. */
async function figuresOf(store: Store): Promise<unknown> {
  const { rows } = await queryRollups(store, {
    ...{ from: '2025-01-01', to: '2027-01-01', grain: 'minute', limit: 1_000 },
    by: [...DIMENSIONS],
    measures: [...MEASURES],
    percentiles: { wait: [50, 99], handling: [50, 99] },
  })
  // What was taken back of facts that are gone stands beside what they had added: together it is nothing.
  return rows.filter(({ sums }) => sums.some((sum) => sum !== 0))
}

/** The tiles, but for what depends on when the facts came over the line. */
const seenIn = (node: Awaited<ReturnType<typeof aNode>>): unknown[] =>
  node
    .live()
    .tiles()
    .map(({ behindMs: _behindMs, ...tile }) => tile)

const rowsOf = async (store: Store): Promise<unknown[]> =>
  (await store
    .db('rollups')
    .orderBy(['hall', 'grain', 'day', 'minute', 'service', 'counter', 'staff', 'machine'])) as unknown[]

describe.each(ENGINES)('on %s', (engine) => {
  const numRuns = engine === 'sqlite' ? 25 : 8

  test('roll-ups are those of a recomputation, whatever the batches, flushes and restarts, also after a backup', async () => {
    const store = await aStore(engine, migrations)
    await fc.assert(
      fc.asyncProperty(
        someSteps,
        someSteps,
        fc.array(
          fc.record({
            size: fc.integer({ min: 1, max: 40 }),
            then: fc.constantFrom('flush', 'restart', 'keep', 'keepAndRestart', 'go'),
          }),
          {
            minLength: 1,
          },
        ),
        fc.nat(),
        async (day, dayAfter, plan, cut) => {
          for (const table of TABLES) await store.db(table).delete()
          const node = await aNode(store)
          const send = async (
            entries: readonly FactEntry[],
            ordinal: number,
            epoch: string,
          ): Promise<void> => {
            for (let at = 0, turn = 0; at < entries.length; turn += 1) {
              const { size, then } = plan[turn % plan.length] ?? { size: 10, then: 'go' }
              const batch = entries.slice(at, at + size)
              await node.take(batch, ordinal, epoch)
              // It comes once more, as after an answer that was lost.
              await node.take(batch, ordinal, epoch)
              if (then === 'flush') await node.roller().flush()
              if (then.startsWith('keep')) await node.keep()
              if (then.toLowerCase().endsWith('restart')) await node.restart()
              at += size
            }
          }
          const first = new FactsOfHall()
          for (const step of day) first.do(step)
          await positionOf(store, H1, 'first', null)
          await send(first.entries, 1, 'first')
          const after = 5 + (cut % (first.entries.length - 4))
          const second = first.fork(after, SECOND_EPOCH)
          for (const step of dayAfter) second.do(step)
          await positionOf(store, H1, SECOND_EPOCH, { epoch: 'first', after })
          await send(second.entries.slice(after), 2, SECOND_EPOCH)
          await node.roller().flush()
          const rolled = await rowsOf(store)
          expect(node.roller().waiting).toBe(0)
          await rebuild(store, H1)
          expect(rolled).toEqual(await rowsOf(store))

          // And those of a hall that had only ever had what is the present, in one piece.
          for (const table of TABLES) await store.db(table).delete()
          await positionOf(store, H1, 'first', null)
          const other = await aNode(store)
          await other.take(second.entries)
          await other.roller().flush()
          expect(rolled).toEqual(await rowsOf(store))
          expect(node.log.lines.filter((line) => line.includes('"error"'))).toEqual([])
        },
      ),
      { numRuns },
    )
  })

  const step = (action: Step['action'], minutes = 0, more: Partial<Step> = {}): Step => ({
    ...{ action, counter: 1, pick: 0, waitMs: minutes * 60_000 },
    ...more,
  })

  /** Two customers from 10:00 on: one waits 5 and is served in 10 minutes, one waits 31 and is taken back on the way. */
  function aMorning(): FactsOfHall {
    const hall = new FactsOfHall()
    for (const one of [
      step('issue', 0, { pick: 1 }),
      step('issue'),
      step('call', 5),
      step('start', 2),
      step('complete', 8),
    ])
      hall.do(one)
    for (const one of [
      step('rate', 0, { pick: 4 }),
      step('call', 1, { pick: 1 }),
      step('undo', 1),
      step('call', 14, { pick: 1 }),
    ])
      hall.do(one)
    for (const one of [step('noShow', 1), step('reactivate', 1, { pick: 1 }), step('call', 1, { pick: 1 })])
      hall.do(one)
    return hall
  }

  test('figures are those of a morning worked out by hand, by any dimension, page by page', async () => {
    const store = await aStore(engine, migrations)
    const node = await aNode(store)
    await positionOf(store, H1, 'first', null)
    await node.take(aMorning().entries)
    await node.roller().flush()
    const day = { from: '2026-01-05', to: '2026-01-05' }
    const minute = 60_000
    expect(
      await queryRollups(store, {
        ...day,
        by: [],
        measures: [
          'issued',
          'waits',
          'waitMs',
          'served',
          'handlingMs',
          'noShows',
          'ratings',
          'levels',
          'satisfied',
        ],
        percentiles: { wait: [50, 100], handling: [50] },
      }),
    ).toEqual({
      next: null,
      rows: [
        {
          key: [],
          sums: [2, 2, 36 * minute, 1, 10 * minute, 1, 1, 5, 1],
          percentiles: {
            wait: [5 * minute, expect.closeTo(31 * minute, -5)],
            handling: [expect.closeTo(10 * minute, -4)],
          },
        },
      ],
    })
    const byService = {
      ...day,
      grain: 'hour',
      by: ['minute', 'service'],
      measures: ['issued', 'waits'],
    } as const
    const page = await queryRollups(store, { ...byService, limit: 1 })
    expect(page).toMatchObject({ next: [600, 'ask'], rows: [{ key: [600, 'ask'], sums: [1, 1] }] })
    expect(await queryRollups(store, { ...byService, after: page.next ?? [] })).toMatchObject({
      next: null,
      rows: [{ key: [600, 'pay'], sums: [1, 1] }],
    })
    const staff = { ...day, by: ['staff'], measures: ['served', 'noShows'] } as const
    expect((await queryRollups(store, { ...staff, only: { staff: ['S1001'] } })).rows).toEqual([
      { key: ['S1001'], sums: [1, 1], percentiles: {} },
    ])
    expect((await queryRollups(store, { ...staff, halls: [] })).rows).toEqual([])
    expect((await queryRollups(store, { ...staff, from: '2026-01-06', to: '2026-01-09' })).rows).toEqual([])
    expect((await queryRollups(store, { ...day, by: [], measures: ['issued'], halls: [] })).rows).toEqual([])
  })

  test('facts that come days late count in the hours of their own time', async () => {
    const store = await aStore(engine, migrations)
    await positionOf(store, H1, 'first', null)
    const hall = aMorning()
    hall.do(step('issue', 3 * 24 * 60))
    const node = await aNode(store)
    await node.take(hall.entries.slice(0, 6))
    await node.roller().flush()
    await node.restart()
    await node.take(hall.entries.slice(6))
    await node.roller().flush()
    const { rows } = await queryRollups(store, {
      ...{
        from: '2026-01-01',
        to: '2026-01-31',
        grain: 'hour',
        by: ['day', 'minute'],
        measures: ['issued', 'served'],
      },
    })
    // The hall opened no other day; the clock on its wall stood at half past ten once more.
    expect(rows.map(({ key, sums }) => [...key, ...sums])).toEqual([['2026-01-05', 600, 3, 1]])
  })

  test('facts may go, a few or all: nothing else changes, neither figures nor the present', async () => {
    const store = await aStore(engine, migrations)
    await fc.assert(
      fc.asyncProperty(
        someSteps,
        someSteps,
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        async (day, dayAfter, cuts) => {
          for (const table of TABLES) await store.db(table).delete()
          const hall = new FactsOfHall()
          for (const step of day) hall.do(step)
          const node = await aNode(store)
          await positionOf(store, H1, 'first', null)
          await node.take(hall.entries)
          await node.roller().flush()
          let gone = 0
          for (const cut of cuts) {
            const before = (hall.entries[cut % hall.entries.length]?.at ?? 0) + 1
            gone += await pruneHall(store, H1, before)
          }
          const first = hall.entries.findIndex(
            ({ at }) => at > Math.max(...cuts.map((cut) => hall.entries[cut % hall.entries.length]?.at ?? 0)),
          )
          expect(gone).toBe(first < 0 ? hall.entries.length : first)
          expect(await store.db('facts').count({ many: '*' })).toEqual([{ many: hall.entries.length - gone }])
          if ((cuts[0] ?? 0) % 2) await node.keep()
          await node.restart()
          if ((cuts[0] ?? 0) % 3) await node.keep()
          await node.restart()
          const before = hall.entries.length
          for (const step of dayAfter) hall.do(step)
          await node.take(hall.entries.slice(before))
          await node.roller().flush()
          const pruned = await figuresOf(store)
          const seen = seenIn(node)
          await rebuild(store, H1)
          expect(await figuresOf(store)).toEqual(pruned)

          for (const table of TABLES) await store.db(table).delete()
          const whole = await aNode(store)
          await positionOf(store, H1, 'first', null)
          await whole.take(hall.entries)
          await whole.roller().flush()
          expect(pruned).toEqual(await figuresOf(store))
          expect(seen).toEqual(seenIn(whole))
        },
      ),
      { numRuns },
    )
  })

  test('two nodes that have the same facts add them once', async () => {
    const store = await aStore(engine, migrations)
    await positionOf(store, H1, 'first', null)
    const [one, other] = [await aNode(store), await aNode(store)]
    await one.take(aMorning().entries)
    await other.restart()
    await Promise.all([one.roller().flush(), other.roller().flush()])
    const rolled = await rowsOf(store)
    await rebuild(store, H1)
    expect(rolled).toEqual(await rowsOf(store))
    expect(rolled.length).toBeGreaterThan(0)
  })

  test('what cannot be added is made from the facts later; nothing is left out', async () => {
    const store = await aStore(engine, migrations)
    await positionOf(store, H1, 'first', null)
    let broken = true
    const failing: Store = {
      ...store,
      write: (task) => (broken ? Promise.reject(new Error('no disk')) : store.write(task)),
    }
    const log = aLog()
    const roller = await Roller.open(failing, { ...systemClock, after: () => () => undefined }, log)
    const follower = new InboxFollower(store, new LiveRegion(systemClock), log, (folded) =>
      roller.note(folded),
    )
    const { entries } = aMorning()
    const batch = { hallId: H1, ordinal: 1, epoch: 'first', from: 1, to: entries.length, entries, marks: [] }
    await takeBatches(store, [batch])
    follower.take([batch])
    await roller.flush()
    expect(roller.waiting).toBe(1)
    broken = false
    await roller.flush()
    expect(roller.waiting).toBe(0)
    const rolled = await rowsOf(store)
    await rebuild(store, H1)
    expect(rolled).toEqual(await rowsOf(store))
    expect(rolled.length).toBeGreaterThan(0)
  })
})
