import { ROOT } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { nameOf } from '../../test/nodes.ts'
import { aKey, aPureHub, account, hall, region } from '../../test/pure.ts'
import { layersOf } from '../profile/decide.ts'
import { profileDifferences } from '@service-hall/contract'

test('a hall that moves keeps where it lay and since when, and who sees it follows the tree', () => {
  const hub = aPureHub()
  const move = { type: 'organisation.moveHall', hallId: hall('H1'), regionId: region('west') } as const
  expect(hub.does('east-admin', move)).toBe('organisation.unknownRegion')
  expect(hub.does('chief', move)).toBe('ok')
  expect(hub.does('chief', move)).toBe('nothing')
  expect(hub.state.halls.get(hall('H1'))?.places.map(({ regionId }) => regionId)).toEqual(['east1', 'west'])
  expect(hub.does('east-admin', { type: 'organisation.revokeHall', hallId: hall('H1') })).toBe(
    'organisation.unknownHall',
  )
  expect(hub.does('west-admin', { type: 'organisation.revokeHall', hallId: hall('H1') })).toBe('ok')
  expect(hub.state.halls.get(hall('H1'))).toMatchObject({ key: null, revoked: aKey('H1') })
})

test('a hall of somebody else is not taken over by letting it in with another key', () => {
  const hub = aPureHub()
  const letIn = { type: 'organisation.admitHall', hallId: hall('H2'), key: aKey('mine'), tier: 'B' } as const
  expect(hub.does('east-admin', { ...letIn, regionId: region('east') })).toBe('access.denied')
  expect(hub.state.halls.get(hall('H2'))?.key).toBe(aKey('H2'))
  expect(hub.does('west-admin', { ...letIn, regionId: region('west') })).toBe('ok')
  expect(hub.state.halls.get(hall('H2'))).toMatchObject({ key: aKey('mine'), tier: 'B' })
})

test('regions make no ring, the topmost stays, and one with something in it is not removed', () => {
  const hub = aPureHub()
  const move = (regionId: string, parentId: string) =>
    hub.does('chief', {
      ...{ type: 'organisation.moveRegion', regionId: region(regionId), parentId: region(parentId) },
    })
  expect(move('east', 'east1')).toBe('organisation.intoItself')
  expect(move('east', 'east')).toBe('organisation.intoItself')
  expect(move(ROOT, 'east')).toBe('organisation.rootStays')
  expect(move('east1', 'nowhere')).toBe('organisation.unknownRegion')
  const remove = (id: string) =>
    hub.does('chief', { type: 'organisation.removeRegion', regionId: region(id) })
  expect(remove('east')).toBe('organisation.notEmpty')
  expect(remove('east1')).toBe('organisation.notEmpty')
  expect(remove(ROOT)).toBe('organisation.rootStays')
  // Whoever has a region does not thereby have the one that it lies in.
  expect(
    hub.does('east1-admin', {
      ...{ type: 'organisation.moveRegion', regionId: region('east1'), parentId: region('east1') },
    }),
  ).toBe('access.denied')
})

test('the tree is at most twelve levels deep, also by moving a deep branch', () => {
  const hub = aPureHub()
  let parentId = ROOT
  for (let level = 2; level <= 12; level += 1) {
    const regionId = region(`l${level}`)
    const add = { type: 'organisation.addRegion', regionId, parentId, name: nameOf(`l${level}`) } as const
    expect(hub.does('chief', add)).toBe('ok')
    parentId = regionId
  }
  const more = { regionId: region('l13'), parentId, name: nameOf('l13') }
  expect(hub.does('chief', { type: 'organisation.addRegion', ...more })).toBe('organisation.tooDeep')
  expect(
    hub.does('chief', {
      ...{ type: 'organisation.moveRegion', regionId: region('east'), parentId: region('l11') },
    }),
  ).toBe('organisation.tooDeep')
})

test('what is asked of a hall comes from its regions, then its tier, then itself, and it shows what differs', () => {
  const hub = aPureHub()
  const set = (place: Parameters<typeof placed>[0], profile: object) =>
    hub.does('chief', placed(place, profile))
  set({ of: 'region', regionId: ROOT, tier: null }, { targets: { waitMs: 900_000 }, zones: ['queue', 'pay'] })
  set({ of: 'region', regionId: ROOT, tier: 'A' }, { targets: { waitMs: 600_000 } })
  set({ of: 'region', regionId: region('east'), tier: null }, { targets: { waitMs: 800_000 } })
  set({ of: 'region', regionId: region('west'), tier: null }, { targets: { waitMs: 1 } })
  set({ of: 'hall', hallId: hall('H1') }, { devices: { kiosk: 2 }, zones: ['pay', 'queue'] })
  expect(layersOf(hub.state, hall('H1')).map(({ from }) => from)).toEqual([
    'region:root',
    'region:east',
    'region:root:A',
    'hall:H1',
  ])
  expect(profileDifferences(layersOf(hub.state, hall('H1')))).toEqual([
    { path: 'devices.kiosk', value: 2, from: 'hall:H1', instead: [] },
  ])
  expect(hub.does('west-admin', placed({ of: 'hall', hallId: hall('H1') }, {}))).toBe(
    'organisation.unknownHall',
  )
})

function placed(
  place:
    | { of: 'hall'; hallId: ReturnType<typeof hall> }
    | { of: 'region'; regionId: ReturnType<typeof region>; tier: 'A' | null },
  profile: object,
) {
  return { type: 'profile.set', place, profile } as const
}

test('one administrator of everything stays; others come and go', () => {
  const hub = aPureHub()
  const chief = account('chief')
  expect(hub.does('chief', { type: 'account.close', accountId: chief })).toBe('account.lastAdministrator')
  expect(hub.does('chief', { type: 'account.ungrant', accountId: chief, regionId: ROOT })).toBe(
    'account.lastAdministrator',
  )
  expect(hub.does('chief', { type: 'account.grant', accountId: chief, regionId: ROOT, role: 'viewer' })).toBe(
    'account.lastAdministrator',
  )
  expect(
    hub.does('chief', { type: 'account.add', accountId: account('S2'), homeId: ROOT, role: 'administrator' }),
  ).toBe('ok')
  expect(hub.does('S2', { type: 'account.close', accountId: chief })).toBe('ok')
})
