import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const program = { home: '/home/kiosk', isPackaged: false }

test('the command line goes before the environment, that before the file, that before the defaults', () => {
  const file = { station: 'K7', hall: 'http://hall:1', data: '/srv/k' }
  const settings = readSettings(
    ['--hall=http://hall:3'],
    { KIOSK_HALL: 'http://hall:2', KIOSK_STATION: 'K8' },
    file,
    program,
  )
  expect(settings).toMatchObject({ station: 'K8', hall: 'http://hall:3', data: '/srv/k', windowed: false })
})

test('without anything it is kiosk K1 of a hall on this machine, locked to the whole screen', () => {
  expect(readSettings([], {}, null, program)).toEqual({
    station: 'K1',
    hall: 'http://127.0.0.1:8080',
    data: '/home/kiosk/kiosk-K1',
    allow: null,
    trust: null,
    install: null,
    windowed: false,
    size: null,
    devTools: false,
  })
})

test('a window of a given size is for demos', () => {
  const settings = readSettings(['--no-sandbox', '.', '--windowed', '--size', '540x960'], {}, null, program)
  expect(settings).toMatchObject({ windowed: true, size: { width: 540, height: 960 } })
})

test.each([
  [['--station', '../etc'], /station: expected a key/],
  [['--hall', 'javascript:1'], /hall: expected http/],
  [['--size', 'big'], /size: expected 1080x1920/],
])('%j is refused with what was expected', (argv, sentence) => {
  expect(() => readSettings(argv, {}, null, program)).toThrow(sentence)
})

test('the developer tools open when asked for, but in no installed kiosk', () => {
  const env = { KIOSK_DEVTOOLS: '1' }
  expect(readSettings([], env, null, program).devTools).toBe(true)
  expect(readSettings([], env, null, { ...program, isPackaged: true }).devTools).toBe(false)
})
