import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    topUp: {
      nothingTaken: '没有收取您任何款项，购电卡没有充值。',
      mayStillArrive:
        '如果您刚才已经付款，到账的钱会充入同一张购电卡，或按原路退回，不会丢失。请留好业务编号。',
      toBalance: '这笔钱以后自动抵扣电费。购电卡没有充值。',
      toCounter: '请带好凭条，凭上面的业务编号领取。购电卡没有充值。',
    },
    nothingTaken: { title: '已取消', text: '没有收取您任何款项，账单仍未缴。' },
    mayStillArrive: {
      title: '已取消',
      text: '如果您刚才已经付款，到账的钱会自动缴清账单，或按原路退回，不会丢失。请留好业务编号。',
    },
    toBalance: {
      title: '{fen} 已存入账户余额',
      text: '这笔钱以后自动抵扣电费。账单还没有缴清。',
    },
    toCounter: {
      title: '请到人工窗口领回 {fen}',
      text: '请带好凭条，凭上面的业务编号领取。账单还没有缴。',
    },
  },
  {
    topUp: {
      nothingTaken: 'No money was taken, and your meter card is as it was.',
      mayStillArrive:
        'If you have paid just now, the money goes onto the same card or back the way it came. It is not lost. Please keep the reference.',
      toBalance: 'It pays later bills by itself. Your meter card is as it was.',
      toCounter: 'Please take the slip with its reference to a counter. Your meter card is as it was.',
    },
    nothingTaken: { title: 'Cancelled', text: 'No money was taken. The bill is still unpaid.' },
    mayStillArrive: {
      title: 'Cancelled',
      text: 'If you have paid just now, the money pays the bill by itself or goes back the way it came. It is not lost. Please keep the reference.',
    },
    toBalance: {
      title: '{fen} are in your account balance',
      text: 'It pays later bills by itself. This bill is still open.',
    },
    toCounter: {
      title: 'Get your {fen} at a counter',
      text: 'Please take the slip with its reference to a counter. The bill is still unpaid.',
    },
  },
)
