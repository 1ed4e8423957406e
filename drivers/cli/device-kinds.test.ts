import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startDevices } from '../src/device-host.ts'
import type { DeviceConfig } from '../src/device/kinds.ts'
import { deviceKinds } from './device-kinds.ts'
import { simulatorFile, simulatorKinds } from './simulator-kinds.ts'

const profiles = Object.entries(deviceKinds).flatMap(([kind, names]) =>
  names.map((profile) => [kind, profile] as const),
)

test.each(profiles)('names no %s %s that the host cannot make', async (kind, profile) => {
  // What one profile needs besides may stand there for all: others pass it over.
  const more = { keys: { 49: 5 }, lights: {} }
  const config = { id: 'a', kind, profile, link: { url: 'tcp://127.0.0.1:9' }, ...more }
  const host = startDevices([config as unknown as DeviceConfig], { reportBug: () => undefined })
  expect(host.describe()[0]?.problem).toBeUndefined()
  expect(host.devices.get('a')).toMatchObject({ kind, profile })
  await host.stop()
})

test.each(profiles.filter(([, profile]) => profile !== 'pcsc'))(
  'has a simulator of every %s %s',
  (kind, profile) => {
    expect(simulatorKinds[kind]?.flatMap((one) => one.profiles)).toContain(profile)
    const file = simulatorFile(kind, profile)
    expect(existsSync(fileURLToPath(new URL(`../simulators/${file}.ts`, import.meta.url)))).toBe(true)
  },
)
