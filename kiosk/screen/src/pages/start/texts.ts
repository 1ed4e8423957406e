import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    question: '您要办理什么业务？',
    waiting: '人等候',
    nobody: '无人等候',
    closed: '暂不办理',
    closedWhy: '现在不是办理时间',
    nothing: '现在没有可办理的业务，请找大堂工作人员',
    nearby: '附近网点',
  },
  {
    question: 'What can we do for you?',
    waiting: 'waiting',
    nobody: 'No waiting',
    closed: 'Closed',
    closedWhy: 'Not open at this time',
    nothing: 'No service is open right now. Please ask our staff.',
    nearby: 'Near by',
  },
)
