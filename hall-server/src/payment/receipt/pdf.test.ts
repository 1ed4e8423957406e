import { pdfText } from '@service-hall/harness/pdf-text'
import { expect, test } from 'vitest'
import { receiptPdf } from './pdf.ts'
import type { ReceiptSheet } from './sheet.ts'

test('the file has all lines as text that can be copied, with the fonts in it, however many bills there are', async () => {
  const months = Array.from({ length: 60 }, (_, at) => `20${10 + Math.floor(at / 12)}-${10 + (at % 3)}`)
  const sheet: ReceiptSheet = {
    hall: { zh: '临江营业厅', en: 'Riverside' },
    ...{ title: { zh: '收据', en: 'RECEIPT' }, reference: 'K1-0A731F' },
    items: months.map((month) => ({ name: '电费 Electricity', month, amount: '¥12.30' })),
    total: { name: '合计 Total', amount: '¥738.00' },
    lines: [
      { name: '户号 Account', value: '3300****2345' },
      { name: '销账号 Write-off', value: 'XZ2026' },
    ],
    notes: [{ zh: '本收据不作发票使用', en: 'This receipt is not an invoice' }],
  }
  const pdf = await receiptPdf(sheet)
  const text = pdfText(pdf)
  for (const said of [
    '临江营业厅',
    '收据',
    'K1-0A731F',
    '合计 Total',
    '¥738.00',
    '3300****2345',
    '销账号 Write-off',
    'XZ2026',
    '本收据不作发票使用',
  ])
    expect(text).toContain(said)
  expect(text.match(/电费 Electricity/g)).toHaveLength(60)
  const raw = pdf.toString('latin1')
  expect(raw).toContain('/CIDFontType0C')
  expect(raw.match(/\/Type \/Page\n/g)).toHaveLength(1)
})
