import { expect, test } from 'vitest'
import { ratingRows } from './rating-rows.ts'
import { anAttempt, anOrder } from './test-orders.ts'

test('ratings of today are counted by the way that the money came by', () => {
  const by = (channel: string, rating: number, more: object = {}) =>
    anOrder({
      attempts: [anAttempt({ channel, receivedFen: 100 })] as never,
      rating: rating as never,
      ...more,
    })
  const orders = {
    a: by('alipay', 5),
    b: by('alipay', 2),
    c: by('cash', 4),
    yesterday: by('cash', 1, { days: 1 }),
    unrated: anOrder({ attempts: [anAttempt({ receivedFen: 100 })] as never }),
  }
  expect(ratingRows(orders)).toMatchObject([
    { channel: 'alipay', of: 2, mean: 3.5, counts: { 5: 1, 2: 1 } },
    { channel: 'cash', of: 1, mean: 4, counts: { 4: 1 } },
  ])
})
