import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { DEAD_MS, Neighbours } from './neighbours.ts'

test('a node whose beat stands still is dead after a while, whatever the clocks of the machines say', () => {
  const clock = aClock()
  const neighbours = new Neighbours('me', clock)
  const listed = (beat: number) => [
    { node: 'me', beat: 1 },
    { node: 'other', beat },
  ]
  expect(neighbours.read(listed(7))).toEqual([])
  expect(neighbours.count).toBe(1)
  clock.advance(DEAD_MS - 1)
  expect(neighbours.read(listed(8))).toEqual([])
  clock.advance(DEAD_MS)
  expect(neighbours.read(listed(8))).toEqual([])
  clock.advance(1)
  expect(neighbours.read(listed(8))).toEqual(['other'])
  // Struck off the list, by whomever.
  expect(neighbours.read([{ node: 'me', beat: 2 }])).toEqual([])
  expect(neighbours.count).toBe(0)
})
