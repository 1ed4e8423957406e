import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: { part: '这张账单先缴多少？', prepay: '预存多少？', meterCard: '购电多少？' },
    text: {
      part: '可缴 {min} 至 {max}',
      prepay: '预存的钱以后自动抵扣电费，最多 {max}',
      meterCard: '可购 {min} 至 {max}，请不要拔卡',
    },
    entered: '输入的金额',
    tooLittle: '最少 {min}',
    tooMuch: '最多 {max}',
    advise: '建议预存 {fen}',
    unused: '卡内还有 {fen} 没有输入电表，请先把卡插入电表再来购电',
    ok: '确定 {fen}',
    none: '请输入金额',
    remove: '不预存',
  },
  {
    title: {
      part: 'How much of this bill?',
      prepay: 'How much ahead?',
      meterCard: 'How much for the card?',
    },
    text: {
      part: 'From {min} to {max}',
      prepay: 'Later bills are paid from it by themselves. Up to {max}.',
      meterCard: 'From {min} to {max}. Please leave the card in.',
    },
    entered: 'Amount entered',
    tooLittle: 'At least {min}',
    tooMuch: 'At most {max}',
    advise: 'We suggest {fen}',
    unused: '{fen} on this card are not in your meter yet. Please insert the card in your meter first.',
    ok: 'Take {fen}',
    none: 'Enter an amount',
    remove: 'Nothing ahead',
  },
)
