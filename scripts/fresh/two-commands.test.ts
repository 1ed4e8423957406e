import { expect, test } from 'vitest'
import { addressesIn, closingOf } from './two-commands.ts'

test('the last closing line counts', () => {
  const output =
    'unit  ok  2.0 s  700 passed, 0 failed\n9 passed, 9 failed\n812 passed, 1 failed, 3 skipped\n'
  expect(closingOf(output)).toEqual({ passed: 812, failed: 1 })
  expect(closingOf('unit   FAILED\n')).toBeNull()
})

test('addresses in the box are asked by their names, without what only a browser needs', () => {
  expect(addressesIn('│ Hall   http://v1.localhost:8080/display#enrol=demo   │')).toEqual([
    'http://v1.localhost:8080/display',
  ])
  expect(addressesIn('│ Log: /root/data/demo.log │')).toEqual([])
})
