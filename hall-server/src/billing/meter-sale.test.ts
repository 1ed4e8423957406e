import type { PaymentOrder } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { isToBeWritten, saleOn } from './meter-sale.ts'

const CARD = '99000000000000ab'
const order = (delivery: object): PaymentOrder =>
  ({
    ...{ id: 'order-0001', meterCard: { meterNo: '990000000017', cardSerial: CARD, count: 7 } },
    delivery: { state: 'sold', fen: 5_000, count: 8, ...delivery },
  }) as unknown as PaymentOrder

test('what was sold for a card and was not read back is found by the card’s number', () => {
  const payments = { 'order-0001': order({}) }
  expect(saleOn(payments, CARD.toUpperCase())).toEqual({ orderId: 'order-0001', fen: 5_000, count: 8 })
  expect(saleOn(payments, '9900000000000002')).toBeNull()
})

test('a card that was read back as written, or as before, is not written any more; another count settles nothing', () => {
  const read = (count: number) => isToBeWritten(order({ readBack: { count } }), CARD)
  expect([read(8), read(7), read(5)]).toEqual([false, false, true])
  expect(isToBeWritten(order({ state: 'done' }), CARD)).toBe(false)
})
