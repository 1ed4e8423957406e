import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    taken: {
      title: '钱已收到，缴费还在处理',
      text: '您已用{way}付款 {fen}。我们会继续处理，不用再付一次。',
    },
    forCard: {
      title: '钱已收到，购电卡还没有写好',
      text: '您已用{way}付款 {fen}，不用再付一次。',
    },
    notTaken: {
      title: '付款没有完成，还在核对',
      text: '您用{way}付款 {fen} 没有完成。如果已经扣款，会按原路退回。',
    },
    unsure: {
      title: '暂时不知道付款是否成功',
      text: '{way}还没有告诉我们结果（{fen}）。请不要马上再付一次。',
    },
    goesBack: {
      title: '没有缴成，钱按原路退回',
      text: '您用{way}付的 {fen} 没有用来缴费，会退回您的{way}。',
    },
    lost: {
      title: '终端出了故障，付款还在核对',
      text: '金额 {fen}。您的付款有记录，不会丢失。请记下业务编号，向工作人员查询，不要马上再付一次。',
    },
    by: '最迟 {day} {time} 前处理好：',
    byBack: '最迟 {day} {time} 前退出：',
    then: '付款成功的，自动缴清账单；没有缴成的，按原路退回。',
    thenCard: '付款成功的，把原卡再插入本厅任一台自助机即可写入；没有购成的，按原路退回。',
    thenBack: '到账时间以银行或支付平台的通知为准。到时没有收到，请凭业务编号查询。',
    ask: '查询：工作人员或电话 {phone}',
    askStaff: '查询：请凭业务编号问工作人员',
  },
  {
    taken: {
      title: 'Your money is received, the bill is being settled',
      text: 'You paid {fen} with {way}. We are still working on it. Please do not pay again.',
    },
    forCard: {
      title: 'Your money is received, the card is not written yet',
      text: 'You paid {fen} with {way}. Please do not pay again.',
    },
    notTaken: {
      title: 'The payment was not completed',
      text: 'Your payment of {fen} with {way} was not completed. Money taken goes back the way it came.',
    },
    unsure: {
      title: 'It is not known yet whether you have paid',
      text: '{way} has not told us the result ({fen}). Please do not pay again right away.',
    },
    goesBack: {
      title: 'Not paid: your money goes back',
      text: 'The {fen} you paid with {way} was not used. It goes back to your {way}.',
    },
    lost: {
      title: 'This kiosk had a fault',
      text: 'Amount {fen}. Your payment is on record and is not lost. Note the reference and ask our staff. Please do not pay again right away.',
    },
    by: 'Settled by {time} on {day} at the latest:',
    byBack: 'Sent back by {time} on {day} at the latest:',
    then: 'If you paid, the bill is settled by itself; if it cannot be, the money goes back the way it came.',
    thenCard:
      'Insert the same card at any kiosk here to have it written; if it cannot be, the money goes back.',
    thenBack:
      'Your bank or payment app tells you when it has arrived. If it has not by then, ask with the reference.',
    ask: 'Questions? Our staff, or phone {phone}',
    askStaff: 'Questions? Show the reference to our staff',
  },
)
