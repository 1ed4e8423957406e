import { expect, test } from 'vitest'
import { detachedSignature, isSignedBeside, missingSignatures, packageRequest } from './signing.ts'

const missing = (args: string[], env: Record<string, string> = {}) =>
  missingSignatures(packageRequest(args), env)

test('an installer for any system is not made without its signature', () => {
  expect(missing(['--win', 'nsis'])).toEqual([expect.stringMatching(/^Windows: .*WIN_CSC_LINK/)])
  expect(missing(['--linux', 'deb', 'AppImage'])).toEqual([expect.stringMatching(/^Linux: .*LINUX_GPG_KEY/)])
  expect(missing(['--mac'])).toEqual([expect.stringMatching(/^macOS: .*APPLE_API_KEY/)])
  expect(missing(['-w', '-l'])).toHaveLength(2)
  expect(missing(['--publish=never'])).toHaveLength(1)
})

test('half a certificate is none', () => {
  expect(missing(['--win'], { CSC_LINK: 'cert.p12' })).toHaveLength(1)
  expect(missing(['--win'], { CSC_LINK: 'cert.p12', CSC_KEY_PASSWORD: 'x' })).toEqual([])
  expect(missing(['--win'], { WIN_CSC_SUBJECT: 'Service Hall' })).toEqual([])
  expect(missing(['--linux', 'deb'], { LINUX_GPG_KEY: 'ABCD' })).toEqual([])
})

test('what goes to nobody, or is said to be unsigned, needs none', () => {
  for (const args of [[], ['--linux', 'dir'], ['--win', '--dir'], ['--win', '--unsigned'], ['--test']])
    expect(missing(args)).toEqual([])
})

test('our own words do not reach electron-builder', () => {
  expect(packageRequest(['--unsigned', '--win', 'nsis'])).toEqual({
    target: ['--win', 'nsis'],
    isTest: false,
    isUnsigned: true,
  })
  expect(packageRequest(['--test'])).toMatchObject({ target: ['--linux', 'dir'], isTest: true })
})

test('Linux packages get their signature beside them', () => {
  const files = ['k-1.deb', 'k-1.AppImage', 'k-setup.exe', 'builder-debug.yml', 'k-1.deb.asc']
  expect(files.filter(isSignedBeside)).toEqual(['k-1.deb', 'k-1.AppImage'])
  expect(detachedSignature('ABCD', 'k-1.deb')).toEqual(expect.arrayContaining(['--detach-sign', 'k-1.deb']))
})
