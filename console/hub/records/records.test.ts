import { ROOT } from '@service-hall/contract'
import type { AccountId, HubAnswer, HubCommand, RegionId } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENGINES } from '../../test/engines.ts'
import { anOrganisation, does, hubCommandOf, nameOf, someNodes } from '../../test/nodes.ts'
import type { Store } from '../core/store.ts'
import type { HubRecords } from '../capabilities.ts'
import { chainState, recordsAfter } from './store.ts'

const chief = { accountId: 'chief' as AccountId, from: '10.0.0.1' }
const addRegion = (regionId: string, parentId: string = ROOT): HubCommand =>
  hubCommandOf({
    type: 'organisation.addRegion',
    ...{ regionId: regionId as RegionId, parentId: parentId as RegionId, name: nameOf(regionId) },
  })

test.for(ENGINES)(
  'the same id gets the same answer on every node and after a restart; another command under it is refused (%s)',
  async (engine) => {
    const { nodes } = await someNodes(engine, 2)
    const [one, two] = nodes as [HubRecords, HubRecords]
    await anOrganisation(one)
    const command = addRegion('east')
    const first = await one.execute(chief, command)
    expect(first).toMatchObject({ answer: { ok: true }, fresh: true })
    await two.catchUp()
    expect(await two.execute(chief, command)).toEqual({ answer: first.answer, fresh: false })
    expect((await two.execute(chief, { ...addRegion('west'), id: command.id })).answer).toMatchObject({
      code: 'command.idReused',
    })
    const refused = addRegion('east')
    expect((await two.execute(chief, refused)).answer).toMatchObject({ code: 'organisation.regionExists' })
    expect((await one.execute(chief, refused)).answer).toMatchObject({ code: 'organisation.regionExists' })
  },
)

test.for(ENGINES)(
  'a node that has not seen what the other wrote decides again, and never both win (%s)',
  async (engine) => {
    const { nodes } = await someNodes(engine, 2)
    const [one, two] = nodes as [HubRecords, HubRecords]
    await anOrganisation(one, { a: '', b: '' })
    await two.catchUp()
    const under = (regionId: string, parentId: string) =>
      hubCommandOf({
        ...{
          type: 'organisation.moveRegion',
          regionId: regionId as RegionId,
          parentId: parentId as RegionId,
        },
      })
    const answers = await Promise.all([
      one.execute(chief, under('a', 'b')),
      two.execute(chief, under('b', 'a')),
    ])
    expect(answers.filter(({ answer }) => answer.ok)).toHaveLength(1)
    expect(answers.find(({ answer }) => !answer.ok)?.answer).toMatchObject({
      code: 'organisation.intoItself',
    })
  },
)

test.for(ENGINES)(
  'a region is not removed while another node lets something into it (%s)',
  async (engine) => {
    const { nodes } = await someNodes(engine, 2)
    const [one, two] = nodes as [HubRecords, HubRecords]
    await anOrganisation(one, { a: '' })
    await two.catchUp()
    const regionId = 'a' as RegionId
    await does(one, 'chief', {
      type: 'account.add',
      accountId: 'S1' as AccountId,
      homeId: regionId,
      role: 'viewer',
    })
    // The other node knows of no account there yet.
    expect(await does(two, 'chief', { type: 'organisation.removeRegion', regionId })).toMatchObject({
      code: 'organisation.notEmpty',
    })
  },
)

test.for(ENGINES)(
  'two administrators of everything cannot take each other away at the same moment (%s)',
  async (engine) => {
    const { nodes } = await someNodes(engine, 2)
    const [one, two] = nodes as [HubRecords, HubRecords]
    await anOrganisation(one, {}, { other: ['root', 'administrator'] })
    await two.catchUp()
    const close = (node: HubRecords, who: string, accountId: string): Promise<HubAnswer> =>
      does(node, who, { type: 'account.close', accountId: accountId as AccountId })
    const answers = await Promise.all([close(one, 'chief', 'other'), close(two, 'other', 'chief')])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  },
)

test.for(ENGINES)(
  'whatever two nodes are asked at once: one history, no version twice, none lost, one answer for an id (%s)',
  async (engine) => {
    const region = fc.constantFrom('a', 'b', 'c', 'd')
    const wish = fc.oneof(
      fc.record({
        kind: fc.constant('add' as const),
        regionId: region,
        parentId: fc.constantFrom('root', 'a', 'b'),
      }),
      fc.record({ kind: fc.constant('move' as const), regionId: region, parentId: region }),
      fc.record({ kind: fc.constant('remove' as const), regionId: region, parentId: region }),
    )
    const commandOf = ({
      kind,
      regionId,
      parentId,
    }: {
      kind: string
      regionId: string
      parentId: string
    }): HubCommand => {
      const place = { regionId: regionId as RegionId, parentId: parentId as RegionId }
      if (kind === 'add') return addRegion(regionId, parentId)
      if (kind === 'move') return hubCommandOf({ type: 'organisation.moveRegion', ...place })
      return hubCommandOf({ type: 'organisation.removeRegion', regionId: place.regionId })
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(wish, fc.boolean()), { minLength: 6, maxLength: 20 }),
        async (wishes) => {
          const { nodes, stores } = await someNodes(engine, 2)
          const [one, two] = nodes as [HubRecords, HubRecords]
          await anOrganisation(one)
          await two.catchUp()
          const commands = wishes.map(([wanted, both]) => ({ command: commandOf(wanted), both }))
          // Everything at once; some commands are sent to both nodes, as by somebody who heard no answer.
          const answers = await Promise.all(
            commands.map(async ({ command, both }, at) => {
              const nodesAsked = both ? [one, two] : [at % 2 === 0 ? one : two]
              return Promise.all(nodesAsked.map((node) => node.execute(chief, command)))
            }),
          )
          await Promise.all(nodes.map((node) => node.catchUp()))
          expect(one.state).toEqual(two.state)
          const entries = await recordsAfter(stores[0] as Store, 0, 10_000)
          expect(entries.map(({ number }) => number)).toEqual(entries.map((_, at) => at + 1))
          const versions = new Map<string, number>()
          for (const { stream, version } of entries) {
            expect(version).toBe((versions.get(stream) ?? 0) + 1)
            versions.set(stream, version)
          }
          for (const [at, given] of answers.entries()) {
            expect(new Set(given.map(({ answer }) => JSON.stringify(answer))).size).toBe(1)
            expect(given.filter(({ fresh }) => fresh)).toHaveLength(1)
            const id = commands[at]?.command.id
            const isMove = given[0]?.answer.ok && commands[at]?.command.type === 'organisation.moveRegion'
            // A move to where it lies already writes nothing; everything else leaves its fact, refusals too.
            const facts = entries.filter(({ commandId }) => commandId === id)
            expect(facts.length).toBeGreaterThanOrEqual(isMove ? 0 : 1)
            expect(facts.length).toBeLessThanOrEqual(1)
          }
          // The tree is a tree.
          for (const { regionId } of one.state.regions.values()) {
            let steps = 0
            for (let up = one.state.regions.get(regionId); up && up.parentId !== null; steps += 1) {
              expect(steps).toBeLessThan(10)
              up = one.state.regions.get(up.parentId)
              expect(up).toBeDefined()
            }
          }
          expect(await firstBroken(stores[0] as Store)).toBeNull()
        },
      ),
      { numRuns: 5 },
    )
  },
)

const firstBroken = async (store: Store): Promise<number | null> => (await chainState(store)).firstBroken

test.for(ENGINES)(
  'what nodes write while the chain is looked through does not break it (%s)',
  async (engine) => {
    const { nodes, stores } = await someNodes(engine, 1)
    const [node, store] = [nodes[0] as HubRecords, stores[0] as Store]
    await anOrganisation(node, { a: '' })
    const looks = Array.from({ length: 12 }, async (_, at) => {
      await anOrganisation(node, { [`r${at}`]: '' })
      return chainState(store)
    })
    const seen = await Promise.all(looks)
    expect(seen.map((one) => one.firstBroken)).toEqual(seen.map(() => null))
    expect((await chainState(store)).upTo).toBe(node.state.number)
  },
)

test.for(ENGINES)(
  'who changes, adds or takes away a fact behind the hub’s back breaks the chain there (%s)',
  async (engine) => {
    const { nodes, stores } = await someNodes(engine, 1)
    await anOrganisation(nodes[0] as HubRecords, { a: '', b: '' })
    const store = stores[0] as Store
    expect(await firstBroken(store)).toBeNull()
    await store.db('record_facts').where({ number: 3 }).update({ actor: 'account:other' })
    expect(await firstBroken(store)).toBe(3)
    await store.db('record_facts').where({ number: 3 }).update({ actor: 'account:chief' })
    await store.db('record_facts').where({ number: 4 }).delete()
    expect(await firstBroken(store)).toBe(4)
    await store.db('record_facts').where('number', '>', 3).delete()
    expect(await firstBroken(store)).toBe(4)
  },
)

test.for(ENGINES)(
  'a fact of a kind that a newer node wrote is passed over, and its version counts (%s)',
  async (engine) => {
    const { nodes, stores } = await someNodes(engine, 2)
    const [one, two] = nodes as [HubRecords, HubRecords]
    await anOrganisation(one, { a: '' })
    const store = stores[0] as Store
    await store
      .db('record_facts')
      .where({ number: 3 })
      .update({ fact: JSON.stringify({ type: 'FromTheFuture' }) })
    await two.catchUp()
    expect(two.state.number).toBe(3)
    expect(two.state.versions.get('organisation')).toBe(1)
  },
)
