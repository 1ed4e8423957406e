import { FACT_KINDS, FactsQuery } from '@service-hall/contract'
import type { FactEntry, FactKind, HallId, MeasureName } from '@service-hall/contract'
import { systemClock } from '@service-hall/server-kit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENGINES, aStore } from '../../test/engines.ts'
import { FactsOfHall, someSteps } from '../../test/random-day.ts'
import type { Step } from '../../test/random-day.ts'
import type { Store } from '../core/store.ts'
import { positionOf } from '../inbox/positions/store.ts'
import { keepSnapshots } from '../inbox/snapshots/store.ts'
import { inboxMigrations, lineageOfHall, takeBatches } from '../inbox/store.ts'
import { foldSchema } from '../live/fold-schema.ts'
import { hallShown } from '../live/hall-shown.ts'
import { LiveHall } from '../live/live-hall.ts'
import { retentionMigrations } from '../retention/store.ts'
import { queryRollups } from '../rollup/query/store.ts'
import { rebuild, rollupMigrations } from '../rollup/store.ts'
import { factsBehind } from './facts-behind.ts'
import { hallHours, median } from './hours.ts'
import { machineHistory } from './machine-history.ts'
import { replayed } from './replayed.ts'
import { Replays } from './replays.ts'
import { PastWork } from './work.ts'

const H1 = 'H1' as HallId
const DAY = '2026-01-05'
const MINUTE = 60_000
const migrations = [...inboxMigrations, ...rollupMigrations, ...retentionMigrations]
const TABLES = ['facts', 'epochs', 'rolled', 'rollups', 'settled', 'starts', 'snapshots', 'spans']
const breath = (): Promise<void> => Promise.resolve()
/** Which sum each kind of fact is counted in. */
const SUM_OF: Readonly<Record<FactKind, MeasureName>> = {
  ...{ issued: 'issued', called: 'waits', served: 'served', noShow: 'noShows', rated: 'ratings' },
  ...{ fault: 'faults', down: 'downMs' },
}

const step = (action: Step['action'], minutes = 0, more: Partial<Step> = {}): Step => ({
  ...{ action, counter: 1, pick: 0, waitMs: minutes * MINUTE },
  ...more,
})

async function take(
  store: Store,
  entries: readonly FactEntry[],
  ordinal = 1,
  epoch = 'first',
): Promise<void> {
  const from = entries[0]?.number ?? 1
  const to = entries.at(-1)?.number ?? 0
  const batch = { hallId: H1, ordinal, epoch, from, to, entries: [...entries], marks: [] }
  expect(await takeBatches(store, [batch])).toEqual([true])
}

/** A hall in the store that told these facts, with its roll-ups. */
async function aHall(store: Store, hall: FactsOfHall): Promise<void> {
  for (const table of TABLES) await store.db(table).delete()
  await positionOf(store, H1, 'first', null)
  await take(store, hall.entries)
  await rebuild(store, H1)
}

async function keepSome(store: Store, entries: readonly FactEntry[], every: number): Promise<void> {
  const hall = new LiveHall(H1)
  for (let at = 0; at < entries.length; at += every) {
    hall.fold(entries.slice(at, at + every))
    const number = entries[Math.min(entries.length, at + every) - 1]?.number ?? 0
    await keepSnapshots(store, [
      { hall: H1, ordinal: 1, number, at: hall.at, schema: foldSchema(), state: hall.state() },
    ])
  }
}

function foldedTo(entries: readonly FactEntry[], number: number): LiveHall {
  const hall = new LiveHall(H1)
  hall.fold(entries.filter((entry) => entry.number <= number))
  return hall
}

/** What is shown, but for what has ended and is forgotten sooner or later. */
const comparable = (hall: LiveHall): unknown => ({ ...hallShown(hall), machines: hallShown(hall).machines })

describe.each(ENGINES)('on %s', (engine) => {
  const numRuns = engine === 'sqlite' ? 20 : 5

  test('every figure of a day is the sum of the facts that are listed behind it', async () => {
    const store = await aStore(engine, migrations)
    await fc.assert(
      fc.asyncProperty(someSteps, fc.integer({ min: 1, max: 60 }), async (steps, every) => {
        const hall = new FactsOfHall()
        for (const one of steps) hall.do(one)
        await aHall(store, hall)
        await keepSome(store, hall.entries, every)
        const days = await queryRollups(store, {
          ...{
            from: '2025-01-01',
            to: '2027-01-01',
            by: ['day', 'counter', 'service'],
            measures: Object.values(SUM_OF),
          },
        })
        for (const { key, sums } of days.rows.slice(0, 12)) {
          const [day, counter, service] = key.map(String)
          for (const [at, kind] of FACT_KINDS.entries()) {
            const query = FactsQuery.parse({ day, counter, service, kinds: kind })
            const found = await factsBehind({ store, replays: new Replays(store) }, H1, query, breath)
            const expected = sums[Object.keys(SUM_OF).indexOf(kind)]
            const ms = found?.facts.reduce((sum, fact) => sum + fact.times * (fact.ms ?? 0), 0)
            // Of facts that took away more than this page shows, the sum is over all.
            if (kind !== 'down') expect([kind, at, found?.sum]).toEqual([kind, at, expected])
            else if (found?.next === null) expect(ms).toBe(expected)
          }
        }
      }),
      { numRuns },
    )
  })

  test('facts come page by page, each once, by hour, counter and kind', async () => {
    const store = await aStore(engine, migrations)
    const hall = new FactsOfHall()
    for (let at = 0; at < 30; at += 1) hall.do(step('issue', 5, { pick: at }))
    for (const one of [step('call', 1), step('start'), step('complete', 4), step('rate', 0, { pick: 4 })])
      hall.do(one)
    await aHall(store, hall)
    const numbers: number[] = []
    let after: number | null = 0
    while (after !== null) {
      const query = FactsQuery.parse({ day: DAY, kinds: 'issued', from: '600', to: '659', limit: '4', after })
      const page = await factsBehind({ store, replays: new Replays(store) }, H1, query, breath)
      numbers.push(...(page?.facts ?? []).map(({ number }) => number))
      expect(page?.sum).toBe(11)
      after = page?.next ?? null
    }
    expect(new Set(numbers).size).toBe(11)
    const query = FactsQuery.parse({ day: DAY, kinds: 'served,rated', counter: 'C1' })
    expect(
      (await factsBehind({ store, replays: new Replays(store) }, H1, query, breath))?.facts,
    ).toMatchObject([
      {
        kind: 'served',
        ms: 4 * MINUTE,
        staff: 'S1001',
        counter: 'C1',
        ticket: expect.stringMatching(/^A\d/) as string,
      },
      { kind: 'rated', level: 5 },
    ])
    const self = FactsQuery.parse({ day: DAY, kinds: 'issued', selfIssued: 'true', machine: 'station:K1' })
    expect((await factsBehind({ store, replays: new Replays(store) }, H1, self, breath))?.sum).toBe(30)
  })

  test('a hall is shown behind any fact as it was then, forwards, backwards and from kept states', async () => {
    const store = await aStore(engine, migrations)
    await fc.assert(
      fc.asyncProperty(
        someSteps,
        fc.integer({ min: 3, max: 60 }),
        fc.array(fc.nat(), { minLength: 3, maxLength: 12 }),
        async (steps, every, moments) => {
          const hall = new FactsOfHall()
          for (const one of steps) hall.do(one)
          await aHall(store, hall)
          if (every % 2) await keepSome(store, hall.entries, every)
          const replays = new Replays(store)
          for (const moment of moments) {
            const number = (moment % hall.entries.length) + 1
            const state = await replays.stateBehind(H1, number, breath)
            expect(state && comparable(state)).toEqual(comparable(foldedTo(hall.entries, number)))
          }
        },
      ),
      { numRuns },
    )
  })

  test('a moment is the last fact up to it; what a hall told before it went on from a backup is not of its past', async () => {
    const store = await aStore(engine, migrations)
    const hall = new FactsOfHall()
    for (let at = 0; at < 6; at += 1) hall.do(step('issue', 10))
    await aHall(store, hall)
    const epoch = '01a2299a-8f50-703f-b7f5-e494f2e15450'
    const fork = hall.fork(8, epoch)
    fork.do(step('issue', 45))
    await positionOf(store, H1, epoch, { epoch: 'first', after: 8 })
    await take(store, fork.entries.slice(8), 2, epoch)
    expect(await lineageOfHall(store, H1)).toHaveLength(2)
    const replays = new Replays(store)
    const at = fork.entries.find(({ number }) => number === 8)?.at ?? 0
    const moment = await replayed(replays, H1, { at: at + 5 * MINUTE }, breath)
    expect(moment).toMatchObject({
      fact: { number: 9, type: 'EpochBegan' },
      previous: { number: 8 },
      next: { number: 10 },
      first: { number: 1 },
      last: { number: 10 },
      hall: { head: { waiting: 3 } },
    })
    expect(await replayed(replays, H1, { number: 10 }, breath)).toMatchObject({
      ...{ next: null, hall: { head: { waiting: 4 } } },
    })
    expect(await replayed(replays, H1, { at: 1 }, breath)).toBe(null)
  })

  test('a first look at a long day folds fifty facts at a time at most, so that others have their turns', async () => {
    const store = await aStore(engine, migrations)
    const hall = new FactsOfHall()
    while (hall.entries.length < 1_200)
      for (const action of ['issue', 'call', 'start', 'complete'] as const) hall.do(step(action, 0.1))
    await positionOf(store, H1, 'first', null)
    for (let at = 0; at < hall.entries.length; at += 200) await take(store, hall.entries.slice(at, at + 200))
    let turns = 0
    await replayed(new Replays(store), H1, { number: hall.entries.length }, () => {
      turns += 1
      return Promise.resolve()
    })
    expect(turns).toBeGreaterThanOrEqual(hall.entries.length / 50)
  })

  test('a machine’s history says when it was what, how long it was down and how often', async () => {
    const store = await aStore(engine, migrations)
    const hall = new FactsOfHall()
    const begin = hall.entries.at(-1)?.at ?? 0
    // 2 offline, 0 online: from 11:00 down for 90 minutes, over an hour's end, and again from 13:00.
    for (const [minutes, pick] of [
      [0, 0],
      [60, 1],
      [30, 2],
      [60, 0],
      [30, 1],
    ] as const)
      hall.do(step('device', minutes, { pick }))
    hall.do(step('issue', 60))
    await aHall(store, hall)
    const found = await machineHistory(
      new Replays(store),
      {
        ...{ hallId: H1, machine: { kind: 'device' as const, id: 'P1' }, limit: 3 },
        period: { from: begin + 10 * MINUTE, to: begin + 600 * MINUTE },
      },
      breath,
    )
    expect(found).toMatchObject({
      before: { up: true },
      more: true,
      ...{ upMs: 80 * MINUTE, downMs: 150 * MINUTE, unknownMs: 0, faults: 2 },
    })
    expect(found?.changes.map(({ up, state }) => [up, state?.device])).toEqual([
      [false, 'offline'],
      [true, 'online'],
      [false, 'hardwareError'],
    ])
    const { rows } = await queryRollups(store, {
      ...{ from: DAY, to: DAY, grain: 'hour', by: ['minute'], measures: ['faults', 'downMs'] },
      only: { machine: ['device:P1'] },
    })
    // The second outage lasts: it is in the figures when it ends, or the next day opens.
    expect(rows.map(({ key, sums }) => [...key, ...sums])).toEqual([
      [660, 1, 60 * MINUTE],
      [720, 0, 30 * MINUTE],
      [780, 1, 0],
    ])
  })

  test('an hour is compared with the median of the same weekday of the four weeks before', async () => {
    const store = await aStore(engine, migrations)
    const hall = new FactsOfHall()
    // Mondays: 1, 4 and 2 tickets at ten; on one of the four the hall was closed; then five today.
    for (const [weeks, tickets] of [
      [0, 1],
      [1, 4],
      [2, 2],
      [1, 5],
    ] as const) {
      if (weeks > 0) {
        const day = new Date(
          Date.parse(`${hall.entries.length ? lastDay(hall) : DAY}T00:00:00Z`) + weeks * 7 * 86_400_000,
        )
        hall.open(day.toISOString().slice(0, 10), weeks * 7 * 24 * 60 * MINUTE)
      }
      for (let at = 0; at < tickets; at += 1) hall.do(step('issue'))
    }
    await aHall(store, hall)
    const hours = await hallHours(store, H1, '2026-02-02')
    expect(hours.usualDays).toEqual(['2026-01-26', '2026-01-12', '2026-01-05'])
    expect(hours.hours).toMatchObject([
      { hour: 10, sums: { issued: 5 }, usual: { issued: 2, meanWaitMs: null } },
    ])
  })
})

function lastDay(hall: FactsOfHall): string {
  const opened = hall.entries.map(({ fact }) => (fact.type === 'DayOpened' ? fact.day : null)).filter(Boolean)
  return String(opened.at(-1))
}

test('the median of an even number is between the middle two; of nothing there is none', () => {
  expect([median([]), median([3]), median([9, 1]), median([5, 1, 2])]).toEqual([null, 3, 5, 2])
})

test('looks at the past take turns, say so when there are too many, and end when they take too long', async () => {
  let now = 0
  const work = new PastWork({ ...systemClock, monotonic: () => now })
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const order: number[] = []
  const looks = Array.from({ length: 32 }, (_, at) =>
    work.run(async () => {
      order.push(at)
      await gate
      return at
    }),
  )
  expect(order).toEqual([0, 1])
  expect(await work.run(async () => 'never')).toMatchObject({ code: 'history.busy', retryAfterMs: 1_000 })
  open()
  expect(await Promise.all(looks)).toEqual(Array.from({ length: 32 }, (_, at) => at))
  const long = await work.run(async (breathe) => {
    for (;;) {
      now += 4_000
      await breathe()
    }
  })
  expect(long).toEqual({ ok: false, code: 'history.tooLong' })
  expect(await work.run(async () => 'next')).toBe('next')
})
