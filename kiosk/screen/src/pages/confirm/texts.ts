import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    question: '现在取号吗？',
    ahead: '前面等候',
    people: '人',
    nobody: '现在没有人等候',
    take: '取号',
    unstaffed: '目前没有窗口办理此项业务，需等工作人员到岗',
    again: '刚才没有取到号，请再按一次',
    here: {
      pay: '这台机器现在就能缴费，不用排队',
      inquiry: '这台机器现在就能查询，不用排队',
      meterCard: '这台机器现在就能购电，不用排队',
    },
    now: { pay: '现在缴费', inquiry: '现在查询', meterCard: '现在购电' },
    still: '仍要取号',
  },
  {
    question: 'Take a ticket now?',
    ahead: 'Waiting ahead of you',
    people: 'people',
    nobody: 'Nobody is waiting',
    take: 'Take a ticket',
    unstaffed: 'No counter serves this at the moment. You can take a ticket and wait for staff.',
    again: 'That did not work. Please press once more.',
    here: {
      pay: 'You can pay here right now, without waiting',
      inquiry: 'You can look it up here right now, without waiting',
      meterCard: 'You can top up here right now, without waiting',
    },
    now: { pay: 'Pay here now', inquiry: 'Look it up now', meterCard: 'Top up now' },
    still: 'Take a ticket anyway',
  },
)
