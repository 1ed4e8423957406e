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
  },
  {
    question: 'Take a ticket now?',
    ahead: 'Waiting ahead of you',
    people: 'people',
    nobody: 'Nobody is waiting',
    take: 'Take a ticket',
    unstaffed: 'No counter serves this at the moment. You can take a ticket and wait for staff.',
    again: 'That did not work. Please press once more.',
  },
)
