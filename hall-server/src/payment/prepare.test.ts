import { asKiosk, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { prepareOpen } from './prepare.ts'

test('an order that is asked for again is not looked up again: it is answered as before', async () => {
  const open = command('payment.open', {
    ...{ purpose: 'bills', accountNo: '3100000001', creditFen: 0 },
    bills: [{ billId: 'B1', month: '2025-12', fen: 100 }],
  })
  const refused = { is: 'refused', code: 'accountUnknown' }
  const payments = { billing: { findAccounts: () => Promise.resolve(refused) } }
  const prepared = (isAnswered: boolean) =>
    prepareOpen(open, asKiosk(), {
      payments,
      hall: { isAnswered: () => Promise.resolve(isAnswered) },
    } as never)
  expect(await prepared(false)).toMatchObject({ ok: false, code: 'payment.notOwed' })
  expect(await prepared(true)).toMatchObject({ ok: true, command: { isOwed: true } })
})
