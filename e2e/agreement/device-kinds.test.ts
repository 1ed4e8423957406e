import { DEVICE_RULES, DeviceConfig, busOf } from '@service-hall/contract'
import type { DeviceKind } from '@service-hall/contract'
import { deviceKinds } from '@service-hall/drivers'
import { expect, test } from 'vitest'

/** What of a row is for the hall alone. */
const HALL_FIELDS = ['id', 'name', 'station', 'link', 'kind', 'profile', 'counter', 'paperWidth', 'rows']
/** Names of profiles in facts of earlier releases, which the agent translates. */
const EARLIER_PROFILES = ['servicehall']

type Schema = { safeParse(value: unknown): { success: boolean } }

const kinds = Object.keys(deviceKinds) as DeviceKind[]

/** The schema of one kind's rows. */
function shapeOf(kind: DeviceKind) {
  const option = DeviceConfig.options.find(({ shape }) => shape.kind.value === kind)
  if (!option) throw new Error(`the contract has no ${kind}`)
  return option.shape as Readonly<Record<string, Schema>>
}

function takes(schema: Schema | undefined, value: unknown): boolean {
  return schema?.safeParse(value).success ?? false
}

test('a hall may have the kinds of device that there are drivers for, and no others', () => {
  const ofContract = DeviceConfig.options.map(({ shape }) => shape.kind.value)
  expect(ofContract.sort()).toEqual([...kinds].sort())
})

test.each(kinds)('a %s has the profiles in a hall that its driver speaks', (kind) => {
  const { profile } = shapeOf(kind)
  const profiles: readonly string[] = deviceKinds[kind].profiles
  expect(profiles.filter((name) => !takes(profile, name))).toEqual([])
  const listed = profile && 'options' in profile ? (profile.options as string[]) : []
  expect(listed.filter((name) => ![...profiles, ...EARLIER_PROFILES].includes(name))).toEqual([])
})

test.each(kinds)('what a hall may say of a %s its driver takes', (kind) => {
  const fields = Object.keys(deviceKinds[kind].fields)
  const unknown = Object.keys(shapeOf(kind)).filter((name) => ![...HALL_FIELDS, ...fields].includes(name))
  expect(unknown).toEqual([])
})

test.each(kinds)('the contract says as its driver how many %s stand where', (kind) => {
  const { perStation, perCounter }: { perStation?: true; perCounter?: true } = deviceKinds[kind]
  const place = perStation ? 'station' : perCounter ? 'counter' : undefined
  expect(DEVICE_RULES[kind].onePer).toBe(place)
  if (perCounter) expect(Object.keys(shapeOf(kind))).toContain('counter')
})

test.each(kinds)(
  'the contract says as its driver which %s share a line, and where they are on it',
  (kind) => {
    const { profiles, bus = {} }: { profiles: readonly string[]; bus?: Partial<Record<string, object>> } =
      deviceKinds[kind]
    for (const profile of profiles) expect(busOf(kind, profile), profile).toEqual(bus[profile])
  },
)
