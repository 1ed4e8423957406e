import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lineKey, linkTarget, paceOf, turnaroundOf } from './config.ts'

test('reads serial and tcp addresses', () => {
  expect(linkTarget('serial:/dev/serial/by-id/usb-1')).toEqual({
    kind: 'serial',
    path: '/dev/serial/by-id/usb-1',
  })
  expect(linkTarget('serial:COM3')).toEqual({ kind: 'serial', path: 'COM3' })
  expect(linkTarget('tcp://127.0.0.1:9101')).toEqual({ kind: 'tcp', host: '127.0.0.1', port: 9101 })
  expect(linkTarget('tcp://[::1]:9101')).toEqual({ kind: 'tcp', host: '::1', port: 9101 })
})

test.each([
  '',
  'serial:',
  '/dev/ttyUSB0',
  'tcp://host',
  'tcp://host:0',
  'tcp://host:70000',
  'http://host:80',
])('refuses %j with a sentence', (url) => {
  expect(linkTarget(url)).toMatchObject({ kind: 'invalid' })
})

test('paces a serial line at the speed of its wire, start, parity and stop bits included', () => {
  expect(paceOf({ url: 'serial:COM1', baud: 115_200 })).toBe(11_520)
  expect(paceOf({ url: 'serial:COM1', baud: 9_600, parity: 'even' })).toBeCloseTo(872.7, 1)
  expect(paceOf({ url: 'tcp://h:1' })).toBeUndefined()
  expect(paceOf({ url: 'tcp://h:1', paceBytesPerSecond: 960 })).toBe(960)
})

test('takes a COM port by whatever name Windows people give it', () => {
  for (const url of [
    'serial:COM12',
    'serial:com12',
    'serial:COM12:',
    'serial:\\\\.\\COM12',
    'serial://./COM12',
  ])
    expect(linkTarget(url)).toEqual({ kind: 'serial', path: 'COM12' })
})

test('is silent for 3.5 characters between turns, but never less than 1.75 ms, or as long as it is told', () => {
  expect(turnaroundOf({ url: 'serial:COM1', baud: 9_600 })).toBeCloseTo(3.65, 2)
  expect(turnaroundOf({ url: 'serial:COM1', baud: 115_200 })).toBe(1.75)
  expect(turnaroundOf({ url: 'serial:COM1', turnaroundMs: 20 })).toBe(20)
})

test('has one key for a line, however it is written and whatever link leads to it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-line-'))
  const port = join(folder, 'ttyUSB0')
  writeFileSync(port, '')
  symlinkSync(port, join(folder, 'by-id'))
  expect(lineKey(`serial:${folder}/by-id`)).toBe(lineKey(`serial:${port}`))
  expect(lineKey('serial:/dev/none/../ttyUSB77')).toBe(lineKey('serial:/dev//ttyUSB77'))
  expect(lineKey('tcp://LOCALHOST:9101')).toBe(lineKey('tcp://127.0.0.1:09101'))
  expect(lineKey('tcp://[::1]:9101')).toBe(lineKey('tcp://localhost:9101'))
  expect(lineKey('tcp://a:1')).not.toBe(lineKey('tcp://b:1'))
  rmSync(folder, { recursive: true })
})
