import type { PaymentJournalLine } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { CSV_HEAD, csvLine } from './csv.ts'

const line = {
  ...{ number: 7, at: Date.parse('2026-01-05T09:30:04+08:00'), type: 'AttemptPaid', orderId: 'o1' },
  ...{ channel: 'alipay', fen: 12_805, reference: '2026', code: null },
} as unknown as PaymentJournalLine

test('a line has the hall’s own time and the amount in yuan', () => {
  expect(csvLine(line, 'Asia/Shanghai')).toBe('7,2026-01-05,09:30:04,AttemptPaid,o1,alipay,128.05,2026,\r\n')
  expect(csvLine({ ...line, fen: -5 }, 'Asia/Shanghai')).toContain(',-0.05,')
  expect(CSV_HEAD.startsWith('\uFEFFnumber,')).toBe(true)
})

test.each([
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['=1+1', "'=1+1"],
  ['@cmd', "'@cmd"],
  ['-cmd', "'-cmd"],
])('%s of a channel is no formula and no further column', (code, cell) => {
  expect(csvLine({ ...line, code }, 'Asia/Shanghai')).toBe(
    `7,2026-01-05,09:30:04,AttemptPaid,o1,alipay,128.05,2026,${cell}\r\n`,
  )
})
