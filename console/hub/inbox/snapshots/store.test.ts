import type { HallId } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { ENGINES, aStore } from '../../../test/engines.ts'
import { positionOf } from '../positions/store.ts'
import { inboxMigrations } from '../store.ts'
import { rollupMigrations } from '../../rollup/store.ts'
import { APART, keepSnapshots, nearestStart } from './store.ts'

const H1 = 'H1' as HallId

describe.each(ENGINES)('on %s', (engine) => {
  async function aHall() {
    const store = await aStore(engine, [...inboxMigrations, ...rollupMigrations])
    await positionOf(store, H1, 'first', null)
    const keep = (number: number, nearer = 0, schema = 'now'): Promise<void> =>
      keepSnapshots(store, [{ hall: H1, ordinal: 1, number, at: number, schema, state: `state ${number}` }], {
        nearer,
      })
    const start = (upTo = Infinity, schema = 'now') =>
      nearestStart(store, { hallId: H1, lineage: [{ ordinal: 1, upTo: 99_999 }], schema, upTo })
    return { keep, start }
  }

  test('the latest state of a hall stays, and one every so many facts', async () => {
    const { keep, start } = await aHall()
    for (const number of [100, APART + 1, APART + 900, APART + 1_900]) await keep(number)
    expect(await start()).toEqual({ number: APART + 1_900, state: `state ${APART + 1_900}` })
    expect((await start(APART + 1_500)).number).toBe(APART + 1)
    expect(await start(APART)).toEqual({ number: 0, state: null })
  })

  test('a state is not kept where another node kept one nearly as late', async () => {
    const { keep, start } = await aHall()
    await keep(1_000, 100)
    await keep(1_099, 100)
    await keep(900, 100)
    expect((await start()).number).toBe(1_000)
    await keep(1_100, 100)
    expect((await start()).number).toBe(1_100)
  })

  test('a state that another release folded is not believed', async () => {
    const { keep, start } = await aHall()
    await keep(1_000)
    expect(await start(Infinity, 'other')).toEqual({ number: 0, state: null })
    await keep(1_200, 100, 'other')
    expect((await start(Infinity, 'other')).number).toBe(1_200)
  })
})
