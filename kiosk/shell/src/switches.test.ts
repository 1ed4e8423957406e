import { expect, test } from 'vitest'
import { dropVariables, isOpenBuild, refusedSwitches } from './switches.ts'

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--remote-allow-origins=*',
  '--inspect',
  '--inspect-brk=0.0.0.0:9229',
  '--no-sandbox',
  '-no-sandbox',
  '--disable-web-security',
  '--load-extension=/tmp/x',
  '--js-flags=--expose-gc',
  '--user-data-dir=/tmp/x',
  '--host-rules=MAP * 127.0.0.1',
  '--proxy-server=127.0.0.1:1',
  '--renderer-cmd-prefix=sh',
  '--utility-cmd-prefix=sh',
  '--gpu-launcher=sh',
  '--no-zygote',
  '--log-net-log=/tmp/x',
  '--ssl-key-log-file=/tmp/x',
  '--enable-logging',
  '--auto-open-devtools-for-tabs',
  '--stationary',
  '--NO-SANDBOX',
  '--',
])('an installed kiosk refuses %s', (argument) => {
  expect(refusedSwitches(['--station', 'K1', argument], 'linux')).toEqual([argument.split('=')[0]])
})

test('a switch is found also where a value of ours would stand', () => {
  expect(refusedSwitches(['--station', '--no-sandbox', '--data=--inspect'], 'linux')).toEqual([
    '--no-sandbox',
  ])
})

test('a slash begins a switch on Windows and a path elsewhere', () => {
  expect(refusedSwitches(['/no-sandbox'], 'win32')).toEqual(['/no-sandbox'])
  expect(refusedSwitches(['--data', '/srv/kiosk'], 'linux')).toEqual([])
})

test('what a kiosk needs is taken', () => {
  const argv = [
    '--station',
    'K1',
    '--hall=https://hall:1',
    '--data',
    '/srv/k',
    '--windowed',
    '--size',
    '540x960',
  ]
  expect(refusedSwitches([...argv, '--ozone-platform=wayland', '--disable-gpu'], 'linux')).toEqual([])
})

test('variables that would run or read something else are taken out of the environment', () => {
  const env = { NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '', KIOSK_STATION: 'K1', PATH: '/bin' }
  expect(dropVariables(env)).toEqual(['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'])
  expect(env).toEqual({ KIOSK_STATION: 'K1', PATH: '/bin' })
})

test('only the sources and what was packaged for tests obey every switch', () => {
  expect(isOpenBuild(false, null)).toBe(true)
  expect(isOpenBuild(true, { serviceHallBuild: 'test' })).toBe(true)
  for (const manifest of [null, {}, { serviceHallBuild: 'product' }, { serviceHallBuild: true }, 'test'])
    expect(isOpenBuild(true, manifest)).toBe(false)
})
