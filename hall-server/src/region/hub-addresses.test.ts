import { expect, test } from 'vitest'
import { HubAddresses } from './hub-addresses.ts'

const middle = (): number => 0.5
const THREE = ['http://a', 'http://b', 'http://c']

test('when one address does not answer the next is asked at once, and a round that failed makes it wait', () => {
  const addresses = new HubAddresses(THREE, middle)
  const asked = new Set([addresses.present])
  expect(addresses.unreachable()).toBe(500)
  asked.add(addresses.present)
  expect(addresses.unreachable()).toBe(500)
  asked.add(addresses.present)
  expect([...asked].sort()).toEqual(THREE)
  expect([1, 2, 3].map(() => addresses.unreachable())).toEqual([1_000, 1_000, 1_000])
  expect(addresses.unreachable()).toBe(2_000)
  for (let n = 0; n < 60; n += 1) addresses.unreachable()
  expect(addresses.unreachable()).toBe(30_000)
  addresses.reached()
  expect(addresses.unreachable()).toBe(500)
})

test('a line that is lost goes on at another node after a moment that differs from hall to hall', () => {
  const addresses = new HubAddresses(THREE)
  const before = addresses.present
  const waits = Array.from({ length: 50 }, () => addresses.lost())
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...waits)).toBeLessThan(1_500)
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(300)
  expect(new HubAddresses(['http://a']).lost()).toBeGreaterThan(0)
  addresses.lost()
  expect(THREE).toContain(before)
})

test('halls begin at different nodes', () => {
  const first = new Set(Array.from({ length: 60 }, () => new HubAddresses(THREE).present))
  expect(first.size).toBe(3)
})
