import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '{month}电费明细',
    text: '{from}至{to}，用电 {n} 度。点一行看说明',
    billed: '本月电费',
    paid: '已缴',
    penalty: '违约金（逾期加收）',
    dueFen: '还要缴',
    settled: '已缴清',
    close: '知道了，返回',
    what: '这是什么？',
    invoice: '申请电子发票',
  },
  {
    title: 'Bill of {month}',
    text: '{from} to {to}, {n} kWh used. Tap a line for what it means.',
    billed: 'Billed',
    paid: 'Paid',
    penalty: 'Late fee',
    dueFen: 'Left to pay',
    settled: 'Paid in full',
    close: 'Back to the bills',
    what: 'What is this?',
    invoice: 'Ask for an e-invoice',
  },
)
