import { expect, test } from 'vitest'
import { deviceKinds, isDeviceKind } from '../../../src/device/kinds.ts'
import { simulatorOf } from '../../../src/device/simulators.ts'
import { listEntries } from './entries.ts'

const entries = (await listEntries()).map(({ entry }) => entry)
const played = Object.entries(deviceKinds).flatMap(([kind, { profiles }]) =>
  isDeviceKind(kind)
    ? profiles.flatMap((profile) => {
        const program = simulatorOf(kind, profile)
        return program === null ? [] : [[`${kind} ${profile}`, program] as const]
      })
    : [],
)

test.each(played)('the matrix has an entry for %s', (title, program) => {
  const named = entries.filter((entry) => entry.title === title || entry.title.startsWith(`${title} `))
  expect(named.map(({ simulator }) => simulator.name)).toContain(program)
})

test('the matrix has no entry for a kind and profile that there is not', () => {
  const titles: readonly string[] = played.map(([title]) => title)
  const unknown = entries.filter(({ title }) => !titles.includes(title.split(' ').slice(0, 2).join(' ')))
  expect(unknown.map(({ title }) => title)).toEqual([])
})
