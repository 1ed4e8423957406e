import { expect, test } from 'vitest'
import { packagingConfig } from './packaging.ts'

const given = { electronFuses: { runAsNode: false, grantFileProtocolExtraPrivileges: false } }
const place = { path: '/runtime/electron', dist: '/runtime', version: '25.1.1' }

test('with the real Electron the kiosk is packaged as configured', () => {
  expect(packagingConfig(given, { kind: 'electron', ...place })).toBe(given)
})

test('with the test runtime the fuses it does not know are left out', () => {
  expect(packagingConfig(given, { kind: 'testRuntime', ...place })).toEqual({
    electronDist: '/runtime',
    electronVersion: '25.1.1',
    electronFuses: { runAsNode: false },
  })
})
