import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '现金付款，本机不找零',
    toBalance: '多放的钱会存入您的电费账户余额，下次自动抵扣，一分不少。',
    toCard: '多放的钱会一并充入购电卡。放得不够时，已放的钱凭凭条到人工窗口领回。',
    givenBack: '会超出金额的纸币退还给您。放得不够时，已放的钱凭凭条到人工窗口领回。',
    accepts: '可以放入的纸币',
    noCoins: '不收硬币和破损的纸币',
    example: {
      toBalance: '例如放入 {note}，多出的 {over} 存入账户余额',
      toCard: '例如放入 {note}，多出的 {over} 也充入购电卡',
    },
    agree: '同意，开始放钱',
    other: '换一种付款方式',
  },
  {
    title: 'Cash: no change is given',
    toBalance: 'What is over goes to your account balance and pays your next bills, to the cent.',
    toCard:
      'What is over goes onto your meter card too. If it is too little, it is paid out at a counter against your slip.',
    givenBack:
      'A note that would be too much comes back. If it is too little, it is paid out at a counter against your slip.',
    accepts: 'Notes that are taken',
    noCoins: 'No coins, no damaged notes',
    example: {
      toBalance: 'If you insert {note}, the {over} over go to your account balance',
      toCard: 'If you insert {note}, the {over} over go onto your card too',
    },
    agree: 'I agree, insert notes',
    other: 'Pay another way',
  },
)
