import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '缴费成功',
    titleTopUp: '购电成功',
    topUp: '卡已写好，可以拔卡。回家插入电表即可用电。',
    paid: '已缴',
    credit: '多出，已存入余额',
    creditTopUp: '多放，已充入卡中',
    balance: '账户余额',
    count: '第几次购电',
    rate: '您对这次服务满意吗？',
    rated: '谢谢您的评价！',
    level: { l5: '非常满意', l4: '满意', l3: '一般', l2: '不满意', l1: '很不满意' },
    invoice: '申请电子发票',
  },
  {
    title: 'Paid. Thank you!',
    titleTopUp: 'Your card is topped up',
    topUp: 'The card is written; you may take it out. Insert it in your meter at home.',
    paid: 'Paid',
    credit: 'Over, now in your balance',
    creditTopUp: 'Of it over, on the card',
    balance: 'Account balance',
    count: 'Purchase no.',
    rate: 'How was it?',
    rated: 'Thank you for telling us!',
    level: { l5: 'Very good', l4: 'Good', l3: 'Fair', l2: 'Poor', l1: 'Very poor' },
    invoice: 'Ask for an e-invoice',
  },
)
