import type { PaymentOrder } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { Paying } from '../../../test/payment/paying.ts'
import { receiptSheet } from './sheet.ts'
import type { ReceiptSheet } from './sheet.ts'

const HALL = {
  name: { zh: '临江营业厅', en: 'Riverside' },
  timeZone: 'Asia/Shanghai',
} as Parameters<typeof receiptSheet>[0]['hall']

function sheetOf(paying: Paying, order: PaymentOrder = paying.order): ReceiptSheet {
  const wayName = { zh: '支付宝', en: 'Alipay' }
  return receiptSheet({ order, hall: HALL, wayName, now: paying.hall.now })
}
function valueOf({ lines }: ReceiptSheet, name: string): string | undefined {
  return lines.find((line) => line.name.startsWith(name))?.value
}

function atCode(): Paying {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  paying.says({ is: 'payable', qr: 'https://pay.example/1' })
  return paying
}

test('what was written off is a receipt: what for, how, by which numbers, and whose account only masked', () => {
  const paying = atCode()
  paying.says(paying.paid('T1'))
  paying.written()
  const sheet = sheetOf(paying)
  expect(sheet).toMatchObject({
    title: { zh: '收据' },
    items: [{ month: '2025-12', amount: '¥123.45' }],
    total: { amount: '¥123.45' },
  })
  expect(valueOf(sheet, '户号')).toBe('31****01')
  expect(valueOf(sheet, '交易号')).toBe('T1')
  expect(valueOf(sheet, '销账号')).toBe('W1')
  expect(JSON.stringify(sheet)).not.toContain(paying.order.accountNo)
})

test('a result that is not known is said to be so, with the number and by when', () => {
  const paying = atCode()
  paying.says({ is: 'unsure', why: 'timeout', personAfterMs: 600_000 })
  const sheet = sheetOf(paying)
  expect(sheet).toMatchObject({ title: { zh: '缴费结果待确认' }, items: [], total: null })
  expect(sheet.reference).toMatch(/^K1-/)
  expect(sheet.notes[0]?.zh).toMatch(/^最迟 \d{4}-\d\d-\d\d \d\d:\d\d 确认结果$/)
  // The same link says later what has come of it.
  paying.says(paying.paid('T1'))
  paying.written()
  expect(sheetOf(paying).title.zh).toBe('收据')
})

test('money that goes back, and money that never came, are no receipt', () => {
  const paying = atCode()
  paying.says({ is: 'unsure', why: 'timeout', personAfterMs: 600_000 })
  paying.says({ is: 'closed' })
  expect(sheetOf(paying).title.zh).toBe('未收款')
  paying.says(paying.paid('T1'))
  expect(sheetOf(paying, { ...paying.order, delivery: null }).title.zh).not.toBe('收据')
})

test('what a channel gave back of itself when it was closed was not "not taken"', () => {
  const paying = atCode()
  paying.says({ is: 'unsure', why: 'timeout', personAfterMs: 600_000 })
  paying.says({ is: 'closed', returned: { tradeNo: 'T1', fen: paying.order.totalFen } })
  const { title, notes } = sheetOf(paying)
  expect(title.zh).not.toBe('未收款')
  expect(notes[0]?.zh).toContain('款项已退回')
})
