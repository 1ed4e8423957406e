import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '付款没有成功',
    titleBill: '这张账单不用再缴',
    nothing: '没有收取您任何款项。',
    why: {
      notEnoughMoney: '账户里的钱不够，请换一种方式或换一张卡。',
      wrongPin: '密码不对，请再试一次，或换一种方式。',
      limit: '超过了付款限额，请换一种方式，或先缴一部分。',
      cardNotAccepted: '本机不支持这张卡，请换一张卡或换一种方式。',
      codeExpired: '付款码已过期，请刷新后再试，或换一种方式。',
      declined: '银行或支付平台没有同意这笔付款，请换一种方式。',
      billPaid: '账单刚刚已经由其他方式缴清，请重新查询。',
      billOpen: '这张账单正在别处支付，或上一笔付款还没有结果。请不要重复付款，几分钟后再查。',
      amountChanged: '应缴金额刚刚有变化，请重新查询后再缴。',
      deviceFault: '设备出了故障，请换一种方式。已通知工作人员。',
      channelAway: '暂时联系不上支付平台，没有产生付款。请换一种方式，或稍后再试。',
      reversed:
        '银行没有及时答复，这笔付款已经撤销。如果收到了扣款短信，钱会原路退回；没有退回的，请凭业务编号问工作人员。',
      timedOut: '时间到了，还没有付款。可以再试一次。',
      meterCardMismatch: '购电卡和账户对不上，请到人工窗口办理。',
      notAllowed: '这一户暂时不能自助缴费，请到人工窗口办理。',
    },
    by: '已扣的款项最迟 {day} {time} 前退回',
    ask: '到时没有收到，请凭业务编号询问工作人员，或拨打 {phone}',
    askStaff: '到时没有收到，请凭业务编号询问工作人员',
    other: '换一种方式再付',
  },
  {
    title: 'The payment did not go through',
    titleBill: 'This bill needs no payment',
    nothing: 'No money was taken.',
    why: {
      notEnoughMoney: 'There is not enough money. Please take another way or another card.',
      wrongPin: 'The PIN was wrong. Please try again, or take another way.',
      limit: 'It is above your payment limit. Take another way, or pay a part.',
      cardNotAccepted: 'This card is not taken here. Please use another card or another way.',
      codeExpired: 'Your payment code has expired. Refresh it, or take another way.',
      declined: 'The bank or payment service said no. Please take another way.',
      billPaid: 'The bill has just been paid in another way. Please look it up again.',
      billOpen:
        'This bill is being paid elsewhere, or an earlier payment is not settled yet. Please do not pay twice; look again in a few minutes.',
      amountChanged: 'The amount has just changed. Please look it up again.',
      deviceFault: 'A device failed. Please take another way. Staff know of it.',
      channelAway:
        'The payment service is out of reach, and no payment was begun. Please take another way, or try later.',
      reversed:
        'The bank did not answer in time, so the payment was undone. Money already taken goes back; if it has not, ask our staff with the reference.',
      timedOut: 'Time ran out before a payment came. You can try again.',
      meterCardMismatch: 'Card and account do not match. Please ask at a counter.',
      notAllowed: 'This account cannot be paid here at present. Please ask at a counter.',
    },
    by: 'Money taken is back by {time} on {day} at the latest',
    ask: 'If it is not, ask our staff with the reference, or phone {phone}',
    askStaff: 'If it is not, ask our staff with the reference',
    other: 'Pay another way',
  },
)
