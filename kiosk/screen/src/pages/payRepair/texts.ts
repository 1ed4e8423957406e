import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '请再插一次购电卡',
    why: {
      pulled: '卡拔早了，还没有写完。',
      fault: '写卡没有完成。',
      otherCard: '这不是刚才那张购电卡，请插入原来的卡。',
    },
    safe: '{fen} 已经收到，不会重复扣款，也不会丢失。再插入同一张卡，会自动写好。',
    staff: '找工作人员处理',
  },
  {
    title: 'Insert your meter card again',
    why: {
      pulled: 'The card was taken out too early and is not written yet.',
      fault: 'Writing the card did not finish.',
      otherCard: 'This is not the same meter card. Please insert the one from before.',
    },
    safe: 'Your {fen} are received; you do not pay twice and nothing is lost. The same card is written by itself once it is in.',
    staff: 'Let staff do it',
  },
)
