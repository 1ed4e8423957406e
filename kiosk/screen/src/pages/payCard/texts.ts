import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    insert: { title: '请插入银行卡', text: '芯片朝上插到底，或把卡贴近感应区' },
    reading: { title: '正在读卡…', text: '请不要拔卡' },
    pin: { title: '请在密码键盘输入密码', text: '用手遮挡键盘。没有设密码请直接按“确认”' },
    authorising: { title: '正在向银行付款…', text: '请不要拔卡，也不要离开' },
    takeCard: { title: '请取走银行卡', text: '请收好您的卡' },
    pinAgain: '刚才密码不对，请再输一次',
    entered: '已输入 {n} 位',
    card: '卡号 {pan}',
  },
  {
    insert: { title: 'Insert your bank card', text: 'Chip up, all the way in; or hold it to the reader' },
    reading: { title: 'Reading your card…', text: 'Please leave it in' },
    pin: {
      title: 'Enter your PIN on the keypad',
      text: 'Cover the keypad with your hand. No PIN? Just press the green key.',
    },
    authorising: { title: 'Asking your bank…', text: 'Please leave the card in and stay here' },
    takeCard: { title: 'Take your bank card', text: 'Please do not forget it' },
    pinAgain: 'That PIN was wrong. Please enter it again.',
    entered: '{n} digits entered',
    card: 'Card {pan}',
  },
)
