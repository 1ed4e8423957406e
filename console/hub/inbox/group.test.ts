import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { Group } from './group.ts'

/** Carries out groups of numbers and notes them. */
function noting(groups: number[][]) {
  return async (jobs: readonly number[]): Promise<number[]> => {
    groups.push([...jobs])
    return jobs.map((job) => job * 2)
  }
}

test('a group takes what weighs no more than it may, and one that weighs more by itself', async () => {
  const groups: number[][] = []
  const group = new Group(noting(groups), { jobs: 3, weight: 10, weigh: (job) => job })
  const answers = await Promise.all([4, 5, 2, 20, 1, 1, 1, 1].map((job) => group.add(job)))
  expect(answers).toEqual([8, 10, 4, 40, 2, 2, 2, 2])
  expect(groups).toEqual([[4, 5], [2], [20], [1, 1, 1], [1]])
})

test('groups begin no more often than they may, and the first after a pause at once', async () => {
  const groups: number[][] = []
  const clock = aClock()
  const waits: number[] = []
  const gather = {
    everyMs: 25,
    clock: {
      ...clock,
      after(ms: number, task: () => void) {
        waits.push(ms)
        clock.advance(ms)
        return clock.after(0, task)
      },
    },
  }
  const group = new Group(noting(groups), 100, gather)
  await group.add(1)
  expect(waits).toEqual([])
  clock.advance(10)
  await Promise.all([group.add(2), group.add(3)])
  expect(waits).toEqual([15])
  clock.advance(60)
  await group.add(4)
  expect(waits).toEqual([15])
  expect(groups).toEqual([[1], [2, 3], [4]])
})
