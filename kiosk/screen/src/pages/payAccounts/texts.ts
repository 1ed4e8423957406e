import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '您要办理哪一户？',
    text: '请对照户名和地址选择',
    mode: { postpaid: '后付费', prepaid: '预付费', meterCard: '购电卡' },
  },
  {
    title: 'Which account?',
    text: 'Please choose by name and address',
    mode: { postpaid: 'Paid by bill', prepaid: 'Prepaid', meterCard: 'Meter card' },
  },
)
