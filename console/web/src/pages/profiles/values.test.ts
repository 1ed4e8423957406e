import { TierProfile } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { KNOWN_PATHS, isPath, readTyped, typedForm, withValue } from './values.ts'

test.each([
  ['targets.waitMs', '10', 600_000],
  ['targets.waitMs', '７.５', 450_000],
  ['targets.satisfiedShare', '95', 0.95],
  ['devices.printer', '2', 2],
  ['calendar.1', '08:30-12:00、13:30-17:30', ['08:30-12:00', '13:30-17:30']],
  ['calendar.7', '', []],
  ['zones', 'business, guidance  business', ['business', 'guidance']],
])('%s is typed as %j', (path, typed, value) => {
  expect(readTyped(path, typed)).toEqual(value)
  expect(readTyped(path, typedForm(path, value))).toEqual(value)
})

test.each([
  ['targets.waitMs', '-1'],
  ['targets.waitMs', 'ten'],
  ['targets.waitMs', ''],
  ['targets.satisfiedShare', '101'],
  ['zones', ' , '],
])('%s is not %j', (path, typed) => expect(readTyped(path, typed)).toBeUndefined())

test('one value is set, taken away or left to be inherited, and the others stay', () => {
  const profile: TierProfile = { targets: { waitMs: 1, handlingMs: 2 }, zones: ['a'] }
  expect(withValue(profile, 'targets.waitMs', 3)).toEqual({
    ...profile,
    targets: { waitMs: 3, handlingMs: 2 },
  })
  expect(withValue(profile, 'targets.waitMs', null)).toEqual({
    ...profile,
    targets: { waitMs: null, handlingMs: 2 },
  })
  expect(withValue(profile, 'targets.waitMs', undefined)).toEqual({ ...profile, targets: { handlingMs: 2 } })
  expect(withValue({ devices: { printer: 1 } }, 'devices.printer', undefined)).toEqual({})
  expect(withValue(profile, 'zones', undefined)).toEqual({ targets: profile.targets })
  expect(profile).toEqual({ targets: { waitMs: 1, handlingMs: 2 }, zones: ['a'] })
})

test('every value that is offered may stand in a profile', () => {
  for (const path of KNOWN_PATHS) {
    expect(isPath(path), path).toBe(true)
    const value = path.startsWith('calendar') ? ['08:30-17:00'] : path.includes('.') ? 1 : ['a']
    expect(TierProfile.safeParse(withValue({}, path, value)).success, path).toBe(true)
  }
  for (const odd of ['', 'targets', 'targets.', 'colour.red', 'targets.a.b'])
    expect(isPath(odd), odd).toBe(false)
})
