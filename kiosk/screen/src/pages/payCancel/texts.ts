import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '要取消付款吗？',
    titleCash: '不再放钱了吗？',
    titleRepair: '不在这里写卡了吗？',
    topUp: {
      nothingTaken: '还没有收取您任何款项。取消后，购电卡不会充值。',
      mayStillArrive:
        '如果您刚刚已在手机上付款，请不要取消。取消后款项仍可能到账：到账的钱会充入同一张购电卡，或按原路退回，不会丢失。',
      toBalance: '已放入的 {fen} 不退现金，会存入您的电费账户余额。购电卡不会充值。',
      toCounter: '已放入的 {fen} 请凭打印的凭条到人工窗口领回。购电卡不会充值。',
      paysPart: '已放入的 {fen} 会充入购电卡，其余以后再购。',
    },
    nothingTaken: '还没有收取您任何款项。取消后，账单仍未缴。',
    mayStillArrive:
      '如果您刚刚已在手机上付款，请不要取消。取消后款项仍可能到账：到账的钱会用来缴清账单，或按原路退回，不会丢失。',
    toBalance: '已放入的 {fen} 不退现金，会存入您的电费账户余额，以后自动抵扣。账单仍未缴清。',
    toCounter: '已放入的 {fen} 请凭打印的凭条到人工窗口领回。账单仍未缴。',
    paysPart: '已放入的 {fen} 会先缴这张账单的一部分，其余以后再缴。',
    staffWrite: '{fen} 已经收到，不会丢失。请凭业务编号到人工窗口，由工作人员写卡或退款。',
    keep: '继续付款',
    keepCash: '继续放钱',
    keepRepair: '再试一次写卡',
    cancel: '确定取消',
    end: '确定结束',
    toStaff: '去人工窗口',
  },
  {
    title: 'Cancel this payment?',
    titleCash: 'No more notes?',
    titleRepair: 'Stop writing the card here?',
    topUp: {
      nothingTaken: 'No money has been taken. If you cancel, your meter card stays as it is.',
      mayStillArrive:
        'If you have just paid on your phone, please do not cancel. The money may still arrive: it then goes onto the same card or back the way it came. It is not lost.',
      toBalance:
        'The {fen} inserted are not paid out. They go to your account balance. Your meter card stays as it is.',
      toCounter:
        'The {fen} inserted are paid out at a counter, against the slip printed now. Your meter card stays as it is.',
      paysPart: 'The {fen} inserted go onto your card. Buy the rest later.',
    },
    nothingTaken: 'No money has been taken. If you cancel, the bill stays unpaid.',
    mayStillArrive:
      'If you have just paid on your phone, please do not cancel. The money may still arrive: it then pays the bill or goes back the way it came. It is not lost.',
    toBalance:
      'The {fen} inserted are not paid out. They go to your account balance and pay later bills. This bill stays open.',
    toCounter:
      'The {fen} inserted are paid out at a counter, against the slip printed now. The bill stays unpaid.',
    paysPart: 'The {fen} inserted pay a part of this bill. The rest stays open for later.',
    staffWrite:
      'The {fen} are received and not lost. Take the reference to a counter: staff write the card or pay it back.',
    keep: 'Go on paying',
    keepCash: 'Insert more notes',
    keepRepair: 'Try the card again',
    cancel: 'Yes, cancel',
    end: 'Yes, finish',
    toStaff: 'Go to a counter',
  },
)
