import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inheritedProfile, profileDifferences } from './inherit.ts'
import { TierProfile, placeOfKey, profileKey } from './words.ts'

const layer = (from: string, profile: TierProfile) => ({ from, profile })

test('the nearest layer that names a value has it, and what it stands instead of is shown', () => {
  const layers = [
    layer('region:root', { targets: { waitMs: 900_000, handlingMs: 300_000 }, zones: ['queue', 'pay'] }),
    layer('region:root:A', { targets: { waitMs: 600_000 } }),
    layer('hall:H1', { targets: { waitMs: 480_000, handlingMs: 300_000 }, zones: ['pay', 'queue'] }),
  ]
  expect(inheritedProfile(layers)).toEqual([
    { path: 'targets.handlingMs', value: 300_000, from: 'region:root', instead: [] },
    {
      ...{ path: 'targets.waitMs', value: 480_000, from: 'hall:H1' },
      instead: [
        { value: 600_000, from: 'region:root:A' },
        { value: 900_000, from: 'region:root' },
      ],
    },
    { path: 'zones', value: ['queue', 'pay'], from: 'region:root', instead: [] },
  ])
  expect(profileDifferences(layers).map(({ path }) => path)).toEqual(['targets.waitMs'])
})

test('null takes one inherited value away, and says whose', () => {
  const layers = [
    layer('region:root', { devices: { kiosk: 2 } }),
    layer('hall:H1', { devices: { kiosk: null } }),
  ]
  expect(inheritedProfile(layers)).toEqual([
    { path: 'devices.kiosk', value: null, from: 'hall:H1', instead: [{ value: 2, from: 'region:root' }] },
  ])
})

test('a layer that says nothing of its own changes nothing, wherever it stands', () => {
  const profiles = fc.record({ targets: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 3 })) })
  fc.assert(
    fc.property(fc.array(profiles, { maxLength: 5 }), fc.nat({ max: 5 }), (some, at) => {
      const layers = some.map((profile, index) => layer(`l${index}`, profile))
      const more = [...layers.slice(0, at), layer('empty', {}), ...layers.slice(at)]
      expect(inheritedProfile(more)).toEqual(inheritedProfile(layers))
    }),
  )
})

test('a place is found again by its key, and nothing else is one', () => {
  for (const key of ['region:sd', 'region:sd:A', 'hall:H1']) {
    const place = placeOfKey(key)
    expect(place && profileKey(place)).toBe(key)
  }
  for (const odd of [
    '',
    'region',
    'region:',
    'region:sd:E',
    'region:sd:A:x',
    'hall:H1:A',
    'zone:a',
    'hall:a b',
  ])
    expect(placeOfKey(odd), odd).toBeNull()
})

test('a profile takes what the schema knows and nothing else', () => {
  expect(TierProfile.safeParse({ calendar: { '1': ['08:30-17:00'], holiday: [] } }).success).toBe(true)
  for (const odd of [
    { colour: 'red' },
    { calendar: { '8': [] } },
    { calendar: { '1': ['25:00-26:00'] } },
    { targets: { waitMs: Infinity } },
  ])
    expect(TierProfile.safeParse(odd).success, JSON.stringify(odd)).toBe(false)
})
