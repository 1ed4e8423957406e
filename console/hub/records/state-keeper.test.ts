import { ROOT } from '@service-hall/contract'
import type { RegionId } from '@service-hall/contract'
import { systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { ENGINES } from '../../test/engines.ts'
import { anOrganisation, does, nameOf, someNodes } from '../../test/nodes.ts'
import { openRecords, recordsSchema } from '../capabilities.ts'
import type { HubRecords } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import { keepState, keptState } from './kept-states/store.ts'

const add = (node: HubRecords, regionId: string) =>
  does(node, 'chief', {
    type: 'organisation.addRegion',
    ...{ regionId: regionId as RegionId, parentId: ROOT, name: nameOf(regionId) },
  })

/** Opens the records anew; answers what they say of how they began. */
async function again(store: Store) {
  const log = aLog()
  const node = await openRecords({ store, clock: systemClock, log }, { lookEveryMs: 60_000 })
  await node.close()
  return {
    state: node.state,
    opened: JSON.parse(log.lines.find((line) => line.includes('records.opened')) ?? '{}') as object,
  }
}

/** A node with some records, whose state is kept behind the first of them. */
async function aKeptState(engine: (typeof ENGINES)[number]) {
  const { nodes, stores } = await someNodes(engine)
  const [node, store] = [nodes[0] as HubRecords, stores[0] as Store]
  await anOrganisation(node, { east: '' }, { S1: ['east', 'viewer'] })
  const [schema, { number }] = [recordsSchema(), node.state]
  await keepState(store, { schema, number, state: node.state })
  return { node, store, schema, number }
}

test.for(ENGINES)(
  'records go on from a kept state, and are what all their facts make (%s)',
  async (engine) => {
    const { node, store, number } = await aKeptState(engine)
    await add(node, 'west')
    const { state, opened } = await again(store)
    expect(opened).toMatchObject({ behind: number, facts: node.state.number })
    expect(state).toEqual(node.state)
    expect(state.regions.has('west' as RegionId)).toBe(true)
  },
)

test.for(ENGINES)(
  'a state of another fold, of other records or that cannot be read is not believed (%s)',
  async (engine) => {
    const { node, store, schema } = await aKeptState(engine)
    const spoilt: [string, Record<string, unknown>][] = [
      ['another fold', { schema: 'another' }],
      ['other records', { schema, hash: 'another' }],
      ['nonsense', { schema, state: 'AAAA' }],
    ]
    const good = await store
      .db('record_states')
      .where({ schema })
      .first<Record<string, unknown> | undefined>()
    for (const [what, change] of spoilt) {
      await store.db('record_states').delete()
      await store.db('record_states').insert({ ...good, ...change })
      const { state, opened } = await again(store)
      expect(opened, what).toMatchObject({ behind: 0 })
      expect(state, what).toEqual(node.state)
    }
  },
)

test.for(ENGINES)('an older state never takes the place of a newer one (%s)', async (engine) => {
  const { node, store, schema, number } = await aKeptState(engine)
  await keepState(store, { schema, number: number - 1, state: { number: 0 } })
  expect((await keptState(store, schema))?.state).toEqual(node.state)
})
