import type { HallId } from '@service-hall/contract'
import { MORNING } from '@service-hall/contract/testing'
import { systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { describe, expect, test } from 'vitest'
import { ENGINES, aStore } from '../../test/engines.ts'
import { keepPartitions, partitionDays } from '../inbox/partitions/store.ts'
import { positionOf } from '../inbox/positions/store.ts'
import { inboxMigrations, takeBatches } from '../inbox/store.ts'
import { rebuild, rollupMigrations } from '../rollup/store.ts'
import { Pruner } from './pruner.ts'
import { pruneHall, retentionMigrations } from './store.ts'

const H1 = 'H1' as HallId
const DAY = 86_400_000
const migrations = [...inboxMigrations, ...rollupMigrations, ...retentionMigrations]

describe.each(ENGINES)('on %s', (engine) => {
  /** A hall that has told one fact a day for so many days, the last on the test's morning. */
  async function aHall(days: number) {
    const store = await aStore(engine, migrations)
    await positionOf(store, H1, 'first', null)
    for (let back = 5; back < days; back += 10) await keepPartitions(store, MORNING - back * DAY)
    const entries = Array.from({ length: days }, (_, at) => ({
      ...{ number: at + 1, at: MORNING - (days - 1 - at) * DAY, fact: { type: 'ClockTrusted' } },
    }))
    const batch = { hallId: H1, ordinal: 1, epoch: 'first', from: 1, to: days, entries, marks: [] }
    expect(await takeBatches(store, [batch])).toEqual([true])
    const left = async (): Promise<number[]> =>
      (await store.db<{ number: number }>('facts').orderBy('number').select('number')).map(
        ({ number }) => number,
      )
    return { store, left }
  }

  test('facts older than the policy go a day after it was worked out, and empty partitions with them', async () => {
    const { store, left } = await aHall(40)
    await rebuild(store, H1)
    let now = MORNING
    const log = aLog()
    const pruner = new Pruner(store, {
      ...{ keepDays: 1, clock: { ...systemClock, now: () => now }, log },
      told: () => [{ hallId: H1, at: now }],
    })
    await pruner.run()
    expect((await left()).length).toBe(40)
    now += DAY
    await pruner.run()
    // Thirty days are the least that can be set.
    expect(await left()).toEqual(Array.from({ length: 31 }, (_, at) => at + 10))
    expect(log.lines.join()).toContain('store.pruned')
    expect(log.lines.join()).not.toContain('store.notPruned')
    if (engine === 'sqlite') return
    const oldest = Math.min(...(await partitionDays(store.db)))
    expect(oldest).toBe(Math.floor((MORNING - 30 * DAY) / DAY))
  })

  test('facts that are not in the roll-ups yet do not go', async () => {
    const { store, left } = await aHall(3)
    expect(await pruneHall(store, H1, MORNING + DAY)).toBe(0)
    await rebuild(store, H1)
    expect(await pruneHall(store, H1, MORNING)).toBe(2)
    expect(await left()).toEqual([3])
  })
})
