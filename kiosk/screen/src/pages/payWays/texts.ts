import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '怎么付款？',
    none: '现在没有可用的付款方式，请到人工窗口缴费。没有收取您任何款项。',
    months: '账单',
    bills: '{n} 张账单',
    prepay: '预存',
    topUp: '购电',
    hint: {
      code: '手机扫屏幕上的码',
      scan: '出示手机付款码',
      card: '插卡，在密码键盘输密码',
      cash: '放入纸币，不找零',
    },
    problem: {
      noDevice: '本机没有此设备',
      deviceFault: '设备故障，已通知工作人员',
      cashBoxFull: '钱箱已满，已通知工作人员',
      channelAway: '暂时联系不上，请换一种',
      amountTooLarge: '金额超过此方式的上限',
      amountTooSmall: '金额低于此方式的下限',
      notInNotes: '纸币凑不出这个金额',
      noPaper: '缺纸，暂不能用',
      notNow: '现在不能用',
    },
  },
  {
    title: 'How would you like to pay?',
    none: 'No way to pay works right now. Please pay at a counter. No money has been taken.',
    months: 'Bills',
    bills: '{n} bills',
    prepay: 'Ahead',
    topUp: 'Top-up',
    hint: {
      code: 'Scan the code with your phone',
      scan: 'Show your payment code',
      card: 'Insert it, PIN on the keypad',
      cash: 'Notes; no change is given',
    },
    problem: {
      noDevice: 'Not at this kiosk',
      deviceFault: 'Out of order; staff know of it',
      cashBoxFull: 'Cash box full; staff know of it',
      channelAway: 'Out of reach; take another',
      amountTooLarge: 'Too much for this way',
      amountTooSmall: 'Too little for this way',
      notInNotes: 'Notes cannot make it exactly',
      noPaper: 'No paper at present',
      notNow: 'Not available now',
    },
  },
)
