import { readFile } from 'node:fs/promises'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { packagingConfig } from './packaging.ts'
import type { BuilderConfig } from './packaging.ts'

const given = { electronFuses: { runAsNode: false, grantFileProtocolExtraPrivileges: false } }
const place = { path: '/runtime/electron', dist: '/runtime', version: '25.1.1' }

test('with the real Electron the kiosk is packaged as configured', () => {
  expect(packagingConfig(given, { kind: 'electron', ...place })).toEqual(given)
})

test('with the test runtime the fuses it does not know are left out', () => {
  expect(packagingConfig(given, { kind: 'testRuntime', ...place })).toEqual({
    electronDist: '/runtime',
    electronVersion: '25.1.1',
    electronFuses: { runAsNode: false },
  })
})

test('what is packaged for tests says so inside and lies elsewhere; a product never says it', () => {
  const config = { ...given, extraMetadata: { name: 'kiosk' }, directories: { output: 'release' } }
  const runtime = { kind: 'electron' as const, ...place }
  expect(packagingConfig(config, runtime, { isTest: true })).toMatchObject({
    extraMetadata: { name: 'kiosk', serviceHallBuild: 'test' },
    directories: { output: 'release/test' },
  })
  for (const options of [{}, { isUnsigned: true }])
    expect(JSON.stringify(packagingConfig(config, runtime, options))).not.toContain('serviceHallBuild')
})

test('a release fails without a signature unless it was said that it has none', () => {
  const config = { ...given, forceCodeSigning: true, win: { signtoolOptions: { a: 1 } } }
  const runtime = { kind: 'electron' as const, ...place }
  expect(packagingConfig(config, runtime).forceCodeSigning).toBe(true)
  expect(packagingConfig(config, runtime, { isUnsigned: true }).forceCodeSigning).toBe(false)
  expect(packagingConfig(config, runtime, { env: { WIN_CSC_SUBJECT: 'Hall' } }).win).toEqual({
    signtoolOptions: { a: 1, certificateSubjectName: 'Hall' },
  })
})

test('the product is configured as fused, signed and without switches of its own', async () => {
  const text = await readFile(inRoot('electron-builder.yml'), 'utf8')
  const config = parse(text) as BuilderConfig & { appImage?: { executableArgs?: string[] } }
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  })
  expect(config.forceCodeSigning).toBe(true)
  // electron-builder would write --no-sandbox into the AppImage's menu entry.
  expect(config.appImage?.executableArgs).toEqual([])
  expect(text).not.toContain('serviceHallBuild')
})
