import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '暂时不能自助办理',
    hall: '与营业厅系统的连接中断，正在恢复。',
    billing: '电费系统暂时联系不上，可能正在维护。',
    channels: '各种付款方式暂时都不可用。',
    nothing: '没有收取您任何款项。可以过一会儿再试，或取号到人工窗口办理。',
    again: '再试一次',
  },
  {
    title: 'Not possible here at the moment',
    hall: 'The connection to the hall’s system is broken and being restored.',
    billing: 'The billing system is out of reach; it may be under maintenance.',
    channels: 'No way to pay works at present.',
    nothing: 'No money was taken. Try again later, or take a ticket for a counter.',
    again: 'Try again',
  },
)
