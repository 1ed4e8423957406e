import { HubRole, POWERS, POWERS_OF, ROOT } from '@service-hall/contract'
import type { RegionId } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PureHub, account, aPureHub, aKey, hall, region } from '../../test/pure.ts'
import { nameOf } from '../../test/nodes.ts'
import { hallsSeen, mayActOn, mayManage, pathOf, sees } from './may.ts'

const IDS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7']

/** A random tree: each region lies in one made before it, or in the topmost. One hall in each. */
const trees = fc
  .tuple(
    fc.array(fc.nat({ max: 8 }), { minLength: IDS.length, maxLength: IDS.length }),
    fc.array(fc.tuple(fc.constantFrom(ROOT as string, ...IDS), fc.constantFrom(...HubRole.options)), {
      maxLength: 3,
    }),
  )
  .map(([parents, grants]) => {
    const hub = new PureHub()
    hub.does(null, { type: 'account.addFirst', accountId: account('chief') })
    for (const [at, id] of IDS.entries()) {
      const parent = IDS[(parents[at] ?? 0) - 1]
      const parentId = region(parent !== undefined && IDS.indexOf(parent) < at ? parent : ROOT)
      const place = { regionId: region(id), parentId }
      hub.does('chief', { type: 'organisation.addRegion', ...place, name: nameOf(id) })
      const letIn = { hallId: hall(`H${at}`), key: aKey(id), regionId: region(id), tier: 'C' as const }
      hub.does('chief', { type: 'organisation.admitHall', ...letIn })
    }
    hub.does('chief', {
      ...{ type: 'account.add', accountId: account('S1'), homeId: ROOT, role: 'viewer' },
    })
    hub.does('chief', { type: 'account.ungrant', accountId: account('S1'), regionId: ROOT })
    for (const [id, role] of grants)
      hub.does('chief', { type: 'account.grant', accountId: account('S1'), regionId: region(id), role })
    return hub
  })

/** By another way than the code under test: all regions below one, itself among them. */
function below({ state }: PureHub, top: RegionId): RegionId[] {
  const children = [...state.regions.values()].filter(({ parentId }) => parentId === top)
  return [top, ...children.flatMap(({ regionId }) => below({ state } as PureHub, regionId))]
}

test('nobody ever sees or changes what lies outside the regions of their roles, and everybody what lies inside', () => {
  fc.assert(
    fc.property(trees, (hub) => {
      const { state } = hub
      const who = state.accounts.get(account('S1'))
      for (const power of POWERS) {
        const inside = new Set(
          (who?.grants ?? [])
            .filter(({ role }) => POWERS_OF[role].includes(power))
            .flatMap(({ regionId }) => below(hub, regionId)),
        )
        for (const regionId of state.regions.keys())
          expect(mayActOn(state, who, power, { regionId })).toBe(inside.has(regionId))
        for (const { hallId, regionId } of state.halls.values())
          expect(mayActOn(state, who, power, { hallId })).toBe(inside.has(regionId))
      }
    }),
    { numRuns: 60 },
  )
})

test('whatever an account sends, nothing changes outside the regions that it administers', () => {
  const id = fc.constantFrom(...IDS.map(region))
  const hallId = fc.nat({ max: 7 }).map((at) => hall(`H${at}`))
  const accountId = fc.constantFrom('chief', 'S1', 'S2').map(account)
  const tier = fc.constantFrom('A' as const, 'D' as const)
  const wish = fc.oneof(
    fc.record({ type: fc.constant('organisation.moveRegion' as const), regionId: id, parentId: id }),
    fc.record({ type: fc.constant('organisation.removeRegion' as const), regionId: id }),
    fc.record({
      type: fc.constant('organisation.renameRegion' as const),
      regionId: id,
      name: fc.constant(nameOf('x')),
    }),
    fc.record({ type: fc.constant('organisation.moveHall' as const), hallId, regionId: id }),
    fc.record({ type: fc.constant('organisation.revokeHall' as const), hallId }),
    fc.record({
      ...{ type: fc.constant('organisation.admitHall' as const), hallId, regionId: id, tier },
      key: fc.constant(aKey('stolen')),
    }),
    fc.record({ type: fc.constant('account.close' as const), accountId }),
    fc.record({ type: fc.constant('account.resetPassword' as const), accountId }),
    fc.record({
      ...{
        type: fc.constant('account.grant' as const),
        accountId,
        regionId: fc.constantFrom(ROOT, ...IDS.map(region)),
      },
      role: fc.constant('administrator' as const),
    }),
  )
  fc.assert(
    fc.property(trees, fc.array(wish, { maxLength: 12 }), (hub, wishes) => {
      hub.does('chief', { type: 'account.add', accountId: account('S2'), homeId: ROOT, role: 'supervisor' })
      const { state } = hub
      const who = state.accounts.get(account('S1'))
      const outside = new Set(
        [...state.regions.keys()].filter((regionId) => !mayActOn(state, who, 'administer', { regionId })),
      )
      const others = [...state.accounts.values()].filter(({ homeId, grants }) =>
        [homeId, ...grants.map(({ regionId }) => regionId)].some((regionId) => outside.has(regionId)),
      )
      const picture = (): string =>
        JSON.stringify([
          [...state.regions.values()].filter(({ regionId }) => outside.has(regionId)),
          [...state.halls.values()].filter(({ regionId }) => outside.has(regionId)),
          others.map(({ accountId: one, grants, closed, first }) => [
            ...[one, grants.filter(({ regionId }) => outside.has(regionId)), closed, first],
          ]),
        ])
      const before = picture()
      for (const one of wishes) hub.does('S1', one)
      expect(picture()).toBe(before)
    }),
    { numRuns: 150 },
  )
})

test('a role for a region holds below it and not beside or above it', () => {
  const { state } = aPureHub()
  const east = state.accounts.get(account('east-admin'))
  expect(sees(state, east, { regionId: region('east1') })).toBe(true)
  expect(sees(state, east, { hallId: hall('H1') })).toBe(true)
  for (const node of [{ regionId: region('west') }, { regionId: ROOT }, { hallId: hall('H2') }])
    expect(sees(state, east, node)).toBe(false)
  expect([...hallsSeen(state, east)]).toEqual(['H1'])
  expect(hallsSeen(state, undefined).size).toBe(0)
  expect(sees(state, east, { hallId: hall('constructor') })).toBe(false)
  expect(pathOf(state, region('east1'))).toEqual(['east1', 'east', 'root'])
})

test('nobody becomes, by a new password, who may do more than they', () => {
  const hub = aPureHub()
  const { state } = hub
  const east = state.accounts.get(account('east-admin'))
  const [own, other] = [state.accounts.get(account('east1-admin')), state.accounts.get(account('west-admin'))]
  expect(own && mayManage(state, east, own)).toBe(true)
  expect(other && mayManage(state, east, other)).toBe(false)
  hub.does('chief', {
    ...{ type: 'account.grant', accountId: account('east1-admin'), regionId: region('west'), role: 'viewer' },
  })
  expect(hub.does('east-admin', { type: 'account.resetPassword', accountId: account('east1-admin') })).toBe(
    'access.denied',
  )
  expect(hub.does('east-admin', { type: 'account.close', accountId: account('west-admin') })).toBe(
    'account.unknown',
  )
})
