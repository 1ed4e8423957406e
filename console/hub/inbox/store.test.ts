import type { HallId } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { ENGINES, aStore } from '../../test/engines.ts'
import { Group } from './group.ts'
import { keepPartitions, partitionDays } from './partitions/store.ts'
import { positionOf } from './positions/store.ts'
import { DAY_MS, factsOf, inboxMigrations, takeBatches } from './store.ts'
import type { InboxBatch } from './batch.ts'

const NOON = Date.UTC(2026, 0, 5, 12)
const hall = (name: string): HallId => name as HallId

function aBatch(
  hallId: string,
  from: number,
  {
    count = 1,
    at = NOON,
    type = 'DayOpened',
    ...more
  }: Partial<InboxBatch> & { count?: number; at?: number; type?: string } = {},
): InboxBatch {
  const entries = Array.from({ length: count }, (_, n) => ({ number: from + n, at: at + n, fact: { type } }))
  return {
    hallId: hall(hallId),
    ordinal: 1,
    epoch: 'first',
    from,
    to: from + count - 1,
    entries,
    marks: [],
    ...more,
  }
}

describe.each(ENGINES)('on %s', (engine) => {
  test('an error of the database says nothing of what was to be written', async () => {
    const store = await aStore(engine, inboxMigrations)
    const fails = store.db('no_such_table').insert({ password: 'a secret hash' })
    const error = await fails.then(
      () => null,
      (cause: unknown) => cause as Error,
    )
    expect(error?.message).toContain('no_such_table')
    expect(`${error?.message} ${error?.stack}`).not.toContain('secret')
  })

  async function aStoreOf(...halls: string[]) {
    const store = await aStore(engine, inboxMigrations)
    for (const name of halls) await positionOf(store, hall(name), 'first', null)
    const numbers = async (name: string): Promise<number[]> =>
      (await factsOf(store, { hallId: hall(name), ordinal: 1, from: 1, to: 1_000, limit: 1_000 })).map(
        ({ number }) => number,
      )
    return { store, numbers }
  }

  test('a group of many halls is taken at once; what does not follow is left out, what follows it is not', async () => {
    const { store, numbers } = await aStoreOf('H1', 'H2', 'H3')
    const group = [
      ...[aBatch('H1', 1, { count: 2 }), aBatch('H2', 2), aBatch('H1', 3), aBatch('H1', 3), aBatch('H2', 1)],
      ...[aBatch('H1', 9), aBatch('H1', 9, { pruned: true }), aBatch('H1', 10), aBatch('H9', 1)],
    ]
    expect(await takeBatches(store, group)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      true,
      false,
    ])
    expect(await numbers('H1')).toEqual([1, 2, 3, 9, 10])
    expect(await numbers('H2')).toEqual([1])
    expect(await positionOf(store, hall('H1'), 'first', null)).toEqual({ ordinal: 1, number: 10 })
    expect(await positionOf(store, hall('H3'), 'first', null)).toEqual({ ordinal: 1, number: 0 })
  })

  test('a batch that cannot be stored harms no other of its group', async () => {
    const { store, numbers } = await aStoreOf('H1', 'H2')
    const inbox = new Group((batches: readonly InboxBatch[]) => takeBatches(store, batches), 500)
    // The same number twice within a batch: no schema lets that through, the key of the table does not either.
    const twice = aBatch('H2', 1, { count: 2 })
    for (const entry of twice.entries) entry.number = 1
    const answers = await Promise.allSettled(
      [aBatch('H1', 1), twice, aBatch('H1', 2)].map((one) => inbox.add(one)),
    )
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await numbers('H1')).toEqual([1, 2])
    expect(await takeBatches(store, [aBatch('H2', 1)])).toEqual([true])
  })

  test('a fact whose type no database has letters for is kept whole', async () => {
    const { store } = await aStoreOf('H1')
    const type = 'A\0B\ud800中'
    expect(await takeBatches(store, [aBatch('H1', 1, { type })])).toEqual([true])
    const [fact] = await factsOf(store, { hallId: hall('H1'), ordinal: 1, from: 1, to: 1, limit: 1 })
    expect(fact?.fact.type).toBe(type)
  })

  test('two nodes that begin the same epoch at once agree on it', async () => {
    const { store } = await aStoreOf()
    const other = engine === 'postgres' ? await aStore(engine, inboxMigrations, store.address) : store
    for (let round = 0; round < 10; round += 1) {
      const positions = await Promise.all(
        [store, other, store, other].map((node) => positionOf(node, hall(`H${round}`), 'first', null)),
      )
      expect(positions).toEqual(Array(4).fill({ ordinal: 1, number: 0 }))
    }
  })
})

describe('partitions', () => {
  const today = Math.floor(NOON / DAY_MS)

  test('the days around today have one; a day that facts came for early gets them', async () => {
    const store = await aStore('postgres', inboxMigrations)
    await positionOf(store, hall('H1'), 'first', null)
    const early = today + 3
    await takeBatches(store, [aBatch('H1', 1, { at: early * DAY_MS }), aBatch('H1', 2, { at: 0 })])
    await keepPartitions(store, NOON)
    await keepPartitions(store, NOON + DAY_MS)
    const days = [...(await partitionDays(store.db))].sort((a, b) => a - b)
    expect(days).toEqual(Array.from({ length: 16 }, (_, at) => today - 7 + at))
    expect(await store.db(`facts_${early}`).count()).toEqual([{ count: 1 }])
    expect(await store.db('facts').count()).toEqual([{ count: 2 }])
  })

  test('nodes that make them at the same time do not stand in each other’s way', async () => {
    const store = await aStore('postgres', inboxMigrations)
    const other = await aStore('postgres', inboxMigrations, store.address)
    await Promise.all([keepPartitions(store, NOON), keepPartitions(other, NOON)])
    expect((await partitionDays(other.db)).size).toBe(15)
  })
})
