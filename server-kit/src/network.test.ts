import { expect, test } from 'vitest'
import { networkOf, plainAddress, siteOf } from './network.ts'

test.each([
  ['10.0.0.7', '10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7', '10.0.0.7'],
  ['::FFFF:0a00:0007', '10.0.0.7', '10.0.0.7'],
  ['2001:db8:1:2::7', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0db8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['64:ff9b::10.0.0.7', '64:ff9b:0:0::/64', '64:ff9b:0::/48'],
  ['', '', ''],
  ['no address', 'no address', 'no address'],
])('%s is of network %s and site %s', (address, network, site) => {
  expect([networkOf(address), siteOf(address)]).toEqual([network, site])
})

test('an address is shown as people know it', () => {
  expect(['::ffff:192.168.1.20', '192.168.1.20', '2001:DB8::1', 'fe80::1%3'].map(plainAddress)).toEqual([
    '192.168.1.20',
    '192.168.1.20',
    '2001:db8::1',
    'fe80::1',
  ])
})
