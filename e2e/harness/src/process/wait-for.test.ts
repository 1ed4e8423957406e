import { expect, test } from 'vitest'
import { lookUntil, waitFor } from './wait-for.ts'

const never = new Promise<void>(() => undefined)

test('what does not come is told, with what it was', async () => {
  await expect(waitFor('the post', never, 20)).rejects.toThrow('waited 0.02 s for the post')
  await expect(lookUntil('spring', () => false, { longestMs: 20, everyMs: 1 })).rejects.toThrow(
    'waited 0.02 s for spring',
  )
  await expect(lookUntil('a look', () => never.then(() => true), { longestMs: 20 })).rejects.toThrow(
    'waited 0.02 s for a look',
  )
})

test('what comes, or fails, is passed on', async () => {
  expect(await waitFor('a number', Promise.resolve(7))).toBe(7)
  await expect(waitFor('a number', Promise.reject(new Error('none')))).rejects.toThrow('none')
  let looks = 0
  await lookUntil('the third look', () => ++looks === 3, { everyMs: 1 })
  expect(looks).toBe(3)
})
