import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '现金缴费，本机不找零',
    toBalance: '多放的钱会存入您的电费账户余额，下次自动抵扣，一分不少。',
    toCounter: '多放的钱请凭凭条到人工窗口领取，一分不少。',
    accepts: '可以放入的纸币',
    noCoins: '不收硬币和破损的纸币',
    example: '例如放入 {note}，多出的 {over} {where}',
    whereBalance: '存入账户余额',
    whereCounter: '到窗口领取',
    agree: '同意，开始放钱',
    other: '换一种付款方式',
  },
  {
    title: 'Cash: no change is given',
    toBalance: 'What is over goes to your account balance and pays your next bills, to the cent.',
    toCounter: 'What is over is paid out at a counter against your slip, to the cent.',
    accepts: 'Notes that are taken',
    noCoins: 'No coins, no damaged notes',
    example: 'If you insert {note}, the {over} over {where}',
    whereBalance: 'go to your account balance',
    whereCounter: 'are paid out at a counter',
    agree: 'I agree, insert notes',
    other: 'Pay another way',
  },
)
