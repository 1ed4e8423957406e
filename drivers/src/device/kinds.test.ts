import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startDevices } from '../device-host.ts'
import { createLineBook } from '../link/line-book.ts'
import { COMMON_ERRORS, KIND_ERRORS } from './common/status.ts'
import { createDevice, deviceKinds } from './kinds.ts'
import type { DeviceConfig, DeviceKind } from './kinds.ts'
import { simulatorOf } from './simulators.ts'

const kinds = Object.entries(deviceKinds) as [DeviceKind, (typeof deviceKinds)[DeviceKind]][]
const profiles = kinds.flatMap(([kind, { profiles: names }]) =>
  names.map((profile) => [kind, profile] as const),
)

/** A device of this profile; what one profile needs besides may stand there for all, others pass it over. */
function aConfig(kind: DeviceKind, profile: string, more: object = {}): DeviceConfig {
  const link = { url: 'tcp://127.0.0.1:9' }
  return { id: 'a', kind, profile, link, keys: { 49: 5 }, lights: {}, ...more } as unknown as DeviceConfig
}

test.each(profiles)('names no %s %s that the host cannot make', async (kind, profile) => {
  const host = startDevices([aConfig(kind, profile)], { reportBug: () => undefined })
  expect(host.describe()[0]?.problem).toBeUndefined()
  expect(host.devices.get('a')).toMatchObject({ kind, profile })
  await host.stop()
})

test.each(profiles)('says truly whether %s %s shares a line', (kind, profile) => {
  const asked: string[] = []
  const book = createLineBook()
  const lines = {
    ...book,
    link: (...args: Parameters<typeof book.link>) => {
      asked.push(args[0].url)
      return book.link(...args)
    },
  }
  createDevice(aConfig(kind, profile) as never, { lines })
  const { bus }: { bus?: Readonly<Record<string, unknown>> } = deviceKinds[kind]
  expect(asked.length > 0).toBe(bus?.[profile] !== undefined)
})

const programs = readdirSync(new URL('../../simulators/', import.meta.url)).filter((name) =>
  name.endsWith('.ts'),
)

test.each(profiles.filter(([, profile]) => profile !== 'pcsc'))(
  'has a simulator of %s %s',
  (kind, profile) => {
    const program = simulatorOf(kind, profile)
    expect(programs).toContain(`${program}.ts`)
    // What a simulator says of itself at its head: `npm run simulate -- KIND --help` shows it.
    const text = readFileSync(new URL(`../../simulators/${program}.ts`, import.meta.url), 'utf8')
    expect(text).toMatch(new RegExp(`\\b${profile}\\b`))
  },
)

test('knows every simulator there is', () => {
  const known = kinds.flatMap(([, { simulators }]) => Object.values<string | null>(simulators))
  const unknown = programs.filter((name) => !known.includes(name.replace(/\.ts$/, '')))
  expect(unknown).toEqual(['bus.ts', 'pcsc-card.ts'])
})

test.each(kinds)(
  'declares a simulator for each profile of %s, and no other',
  (_, { profiles, simulators }) => {
    expect(Object.keys(simulators).sort()).toEqual([...profiles].sort())
  },
)

test.each(kinds)('declares the errors that %s tells, and no others', (kind, { errors }) => {
  const folder = new URL(
    `${kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}/`,
    import.meta.url,
  )
  expect(existsSync(folder)).toBe(true)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'kind.ts',
  )
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('')
  const told = KIND_ERRORS.filter((code) => text.includes(`'${code}'`))
  expect([...errors].sort()).toEqual(told.sort())
})

test('has no error that no kind tells, and none twice', () => {
  const told = new Set(kinds.flatMap(([, { errors }]) => errors))
  expect(KIND_ERRORS.filter((code) => !told.has(code))).toEqual([])
  expect(new Set([...COMMON_ERRORS, ...KIND_ERRORS]).size).toBe(COMMON_ERRORS.length + KIND_ERRORS.length)
})
