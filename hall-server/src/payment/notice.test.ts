import { asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { Paying } from '../../test/payment/paying.ts'
import { RULES } from './channel/alipay/rules.ts'
import { noticeCommand } from './notice.ts'

/** What a notice that says "paid" ends as, at a channel whose closing gives money back or leaves it. */
function heard(paying: Paying, closeGivesBack: boolean) {
  const rules = { ...RULES, closeGivesBack: closeGivesBack ? (['showsCode'] as const) : [] }
  const channels = new Map([['alipay', { kind: undefined, channel: { rules } }]])
  const standing = { is: 'paid', tradeNo: 'T1', fen: 12_345, paidAt: 1 } as const
  const { channelNo } = paying.attempt
  const reply = { status: 200, type: 'text/plain', body: 'success' }
  return noticeCommand({ hall: paying.hall, payments: { channels } } as never, 'alipay', {
    ...{ ok: true, channelNo, standing, reply },
  })
}

test('a payment told while a cancel may give it back is left to whoever closes, elsewhere it counts', () => {
  const paying = new Paying()
  const attemptId = paying.begin('alipay', 'showsCode')
  const counted = { type: 'payment.noteAttempt', standing: { is: 'paid', by: 'notice' } }
  expect(heard(paying, true)).toMatchObject(counted)
  paying.says({ is: 'payable', qr: 'qr' })
  expect(heard(paying, true)).toMatchObject(counted)
  const { orderId, hall } = paying
  hall.must(
    asStaff('S1001'),
    command('payment.endAttempt', { orderId, attemptId, cause: 'customer' } as never),
  )
  expect(heard(paying, true)).toBeNull()
  expect(heard(paying, false)).toMatchObject(counted)
  paying.says({ is: 'unsure', why: 'timeout', personAfterMs: 60_000 })
  expect(heard(paying, true)).toBeNull()
  paying.says({ is: 'closed' })
  expect(heard(paying, true)).toMatchObject(counted)
})
