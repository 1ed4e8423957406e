import { DeviceConfig } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { driverConfig } from './driver-config.ts'

const common = { id: 'X1', station: 'D1', name: { zh: '设备', en: 'Device' } }
const link = { url: 'serial:/dev/x' }

test.each<[object, object]>([
  [
    { kind: 'printer', profile: 'snbc', paperWidth: 80, link: { ...link, baud: 38_400, turnaroundMs: 5 } },
    { kind: 'printer', profile: 'snbc', link: { ...link, baud: 38_400, turnaroundMs: 5 } },
  ],
  [
    { kind: 'ratingPad', profile: 'keypad', counter: 'C1', keys: [{ byte: 0x31, level: 5 }], link },
    { kind: 'ratingPad', profile: 'keypad', keys: { 49: 5 }, link },
  ],
  [
    { kind: 'ratingPad', profile: 'own', counter: 'C1', link },
    { kind: 'ratingPad', profile: 'own', link },
  ],
  // So called in facts of earlier releases.
  [
    { kind: 'ratingPad', profile: 'servicehall', counter: 'C1', link },
    { kind: 'ratingPad', profile: 'own', link },
  ],
  [
    { kind: 'ledBar', profile: 'bx5', width: 256, link },
    { kind: 'ledBar', profile: 'bx5', address: 1, width: 256, link },
  ],
  [
    { kind: 'idReader', profile: 'sdtSam', link },
    { kind: 'idReader', profile: 'sdtSam', link },
  ],
  [
    { kind: 'codeScanner', profile: 'newland', link },
    { kind: 'codeScanner', profile: 'newland', link },
  ],
  [
    { kind: 'cardReader', profile: 'crt571', address: 3, link },
    { kind: 'cardReader', profile: 'crt571', address: 3, link, whenFoundInside: 'keep' },
  ],
  [
    { kind: 'cardReader', profile: 'pcsc', link: { url: 'pcsc:ACS' } },
    { kind: 'cardReader', profile: 'pcsc', reader: 'ACS', whenFoundInside: 'keep' },
  ],
  [
    { kind: 'callPad', profile: 'own', counter: 'C1', address: 4, link },
    { kind: 'callPad', profile: 'own', address: 4, link },
  ],
  [
    { kind: 'indicator', profile: 'modbusCoils', lights: [{ counter: 'C1', red: 1, green: 2 }], link },
    { kind: 'indicator', profile: 'modbusCoils', address: 1, lights: { C1: { red: 1, green: 2 } }, link },
  ],
])('a row of the hall’s file %j is for its driver %j', (row, expected) => {
  expect(driverConfig(DeviceConfig.parse({ ...common, ...row }))).toEqual({ id: 'X1', ...expected })
})

test('a template that no driver has is none', () => {
  const row = { ...common, kind: 'counterDisplay', profile: 'unheardOf', counter: 'C1', link }
  expect(driverConfig(DeviceConfig.parse(row))).toBeNull()
})
