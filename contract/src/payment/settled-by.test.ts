import { expect, test } from 'vitest'
import { PERSON_MS } from './obligations.ts'
import type { PaymentOrder } from './order.ts'
import { settledBy } from './settled-by.ts'

const NOW = 1_790_000_000_000

test('a customer is promised the time by which a person has dealt with it, not the one at which a person begins', () => {
  const attempt = {
    state: 'unsure',
    fen: 5_917,
    receivedFen: 0,
    since: NOW,
    until: NOW,
    personAt: NOW + 60_000,
  }
  const order = { attempts: [attempt], refunds: [], delivery: null, heldFen: 0, endedAt: null }
  const by = (now: number): number => settledBy(order as unknown as PaymentOrder, now)
  expect(by(NOW)).toBe(NOW + 60_000 + PERSON_MS)
  expect(by(NOW + 61_000)).toBe(NOW + 60_000 + PERSON_MS)
})

test('money that went back is promised within a day, not by when the order ends that may be paid again', () => {
  const returned = { state: 'closed', fen: 5_917, receivedFen: 0, since: NOW, until: NOW, returnedFen: 5_917 }
  const order = {
    ...{ attempts: [returned], refunds: [], delivery: null, heldFen: 0, endedAt: null },
    ...{ totalFen: 5_917, openedAt: NOW, until: NOW + 900_000 },
  }
  expect(settledBy(order as unknown as PaymentOrder, NOW)).toBe(NOW + PERSON_MS)
})
