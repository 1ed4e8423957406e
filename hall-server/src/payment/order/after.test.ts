import { asAdministrator, asKiosk, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { Paying } from '../../../test/payment/paying.ts'

const HASH = 'ab'.repeat(32)

/** One customer whose bill was paid by a code, and written off. */
function paid(): Paying {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  paying.says({ is: 'payable', qr: 'https://pay.example/1' })
  paying.says(paying.paid('T1'))
  paying.written()
  return paying
}
const rate = ({ orderId }: { orderId: string }, level: 1 | 2 | 3 | 4 | 5) =>
  command('payment.rate', { orderId, level })
const linked = ({ orderId }: { orderId: string }, tokenHash = HASH) =>
  command('payment.linkReceipt', { orderId, tokenHash })

test('a payment is rated once, for its channel, and no figure of a counter moves', () => {
  const paying = paid()
  const { invitations } = structuredClone(paying.hall.state.view)
  paying.hall.must(asKiosk(), rate(paying, 4))
  expect(paying.facts('PaymentRated')).toMatchObject([
    { level: 4, channel: 'alipay', purpose: 'bills', stationId: 'K1' },
  ])
  // The answer was lost, and the kiosk sends it again.
  paying.hall.must(asKiosk(), rate(paying, 4))
  expect(paying.hall.do(asKiosk(), rate(paying, 1))).toMatchObject({ ok: false, code: 'payment.rated' })
  expect(paying.facts('PaymentRated')).toHaveLength(1)
  expect(paying.order.rating).toBe(4)
  expect(paying.facts('RatingGiven')).toEqual([])
  expect(paying.hall.state.view.invitations).toEqual(invitations)
})

test('nobody rates a payment that was not made, or that another machine took', () => {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  expect(paying.hall.do(asKiosk(), rate(paying, 5))).toMatchObject({ code: 'payment.notPaid' })
  expect(paying.hall.do(asKiosk('K2'), rate(paying, 5))).toMatchObject({ code: 'payment.notHere' })
  expect(paying.hall.do(asAdministrator(), rate(paying, 5))).toMatchObject({ code: 'access.denied' })
})

test('a link is known by its hash, opens for its hours, and ends with them', () => {
  const paying = paid()
  paying.hall.must(asKiosk(), linked(paying))
  paying.hall.must(asKiosk(), linked(paying))
  const [fact, ...more] = paying.facts('ReceiptLinked')
  expect(more).toEqual([])
  expect(fact?.until).toBe(paying.hall.now + 24 * 3_600_000)
  expect(paying.hall.state.payment.receipts).toMatchObject({ [HASH]: { orderId: paying.orderId } })
  paying.hall.now += 48 * 3_600_000
  // Another day is opened by whatever comes first.
  paying.hall.do(asKiosk(), linked(paying, 'cd'.repeat(32)))
  expect(Object.keys(paying.hall.state.payment.receipts)).not.toContain(HASH)
})

test('staff at a counter make a link too', () => {
  const paying = paid()
  paying.hall.must(asStaff('S1001'), linked(paying))
  expect(paying.facts('ReceiptLinked')).toMatchObject([{ orderId: paying.orderId, tokenHash: HASH }])
})

test('of one order the latest three links open', () => {
  const paying = paid()
  const hashes = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64))
  for (const hash of hashes) paying.hall.must(asKiosk(), linked(paying, hash))
  expect(Object.keys(paying.hall.state.payment.receipts)).toEqual(hashes.slice(2))
})

test('an order for which no money came has no receipt', () => {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  paying.says({ is: 'refused', code: 'X' })
  expect(paying.hall.do(asKiosk(), linked(paying))).toMatchObject({ code: 'payment.noReceipt' })
})
