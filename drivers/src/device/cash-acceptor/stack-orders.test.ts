import { expect, test } from 'vitest'
import { StackOrders } from './stack-orders.ts'

const given = () => Promise.resolve({ ok: true } as const)
const ERROR = { code: 'invalidData', action: 'clear' } as const

test('tells everybody who ordered a note what became of it, and gives the order once', async () => {
  const orders = new StackOrders()
  let count = 0
  const give = () => {
    count += 1
    return given()
  }
  const outcomes = [orders.order('n1', give), orders.order('n1', give)]
  orders.hear({ type: 'credited', noteId: 'n1', creditId: 'n1', denominationFen: 500 })
  const stacked = { outcome: 'stacked', creditId: 'n1', denominationFen: 500 }
  expect(await Promise.all(outcomes)).toEqual([stacked, stacked])
  expect(count).toBe(1)
})

test('forgets an order that was refused', async () => {
  const orders = new StackOrders()
  const refused = () => Promise.resolve({ ok: false, error: ERROR } as const)
  expect(await orders.order('n1', refused)).toEqual({ outcome: 'refused', error: ERROR })
  const again = orders.order('n1', given)
  orders.lose(ERROR)
  expect(await again).toEqual({ outcome: 'pending', error: ERROR })
})
