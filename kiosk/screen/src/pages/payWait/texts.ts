import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    paid: '已付 {fen}',
    begin: { title: '请稍候…', text: '正在打开' },
    account: { title: '正在查找您的户号…', text: '一般只要几秒' },
    bills: { title: '正在查询电费账单…', text: '一般只要几秒' },
    order: { title: '正在准备付款…', text: '还没有收取任何款项' },
    meterCard: { title: '正在读取购电卡…', text: '请不要拔卡' },
    card: { title: '正在准备读卡器…', text: '还没有收取任何款项' },
    invoice: { title: '正在查询开票信息…', text: '一般只要几秒' },
    closing: {
      title: '正在取消…',
      text: '我们正在确认您是否已经付款，最多一分钟，请不要离开。',
    },
    writingOff: { title: '已收到付款，正在销账…', text: '请不要离开，马上就好' },
    slow: {
      title: '已收到付款，销账还要一会儿',
      text: '钱款已有记录，不会丢失。最多再等三分钟；到时还没有销账，会给您一张带编号的凭条。',
    },
    selling: { title: '已收到付款，正在办理购电…', text: '请不要离开，也不要拔卡' },
    slowSelling: {
      title: '已收到付款，购电还要一会儿',
      text: '钱款已有记录，不会丢失。最多再等三分钟；到时还没有好，会给您一张带编号的凭条。',
    },
    meterWriting: { title: '正在写卡，请不要拔卡', text: '钱款已收到，正在写入购电卡' },
    meterReading: { title: '正在核对，请不要拔卡', text: '正在确认购电卡已写好' },
  },
  {
    paid: 'Paid: {fen}',
    begin: { title: 'One moment…', text: 'Opening' },
    account: { title: 'Looking for your account…', text: 'This takes a few seconds' },
    bills: { title: 'Looking up your bills…', text: 'This takes a few seconds' },
    order: { title: 'Preparing the payment…', text: 'No money has been taken yet' },
    meterCard: { title: 'Reading your meter card…', text: 'Please leave it in' },
    card: { title: 'Preparing the card reader…', text: 'No money has been taken yet' },
    invoice: { title: 'Looking up your invoice details…', text: 'This takes a few seconds' },
    closing: {
      title: 'Cancelling…',
      text: 'We are checking whether you have paid already. It takes a minute at most. Please stay here.',
    },
    writingOff: { title: 'Paid. Settling your bill…', text: 'Please stay, this takes a moment' },
    slow: {
      title: 'Paid. Settling takes a little longer',
      text: 'Your money is on record and is not lost. It takes three minutes at most; if it is not settled by then, you get a slip with a number.',
    },
    selling: { title: 'Paid. Buying your electricity…', text: 'Please stay, and leave the card in' },
    slowSelling: {
      title: 'Paid. The purchase takes a little longer',
      text: 'Your money is on record and is not lost. It takes three minutes at most; if it is not done by then, you get a slip with a number.',
    },
    meterWriting: {
      title: 'Writing your card. Leave it in!',
      text: 'Paid. The top-up is being written to your card.',
    },
    meterReading: { title: 'Checking. Leave the card in!', text: 'Making sure that your card was written' },
  },
)
