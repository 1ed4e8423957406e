import { pageTexts } from '@service-hall/ui'
import { staffWords } from '../../staff/texts.ts'

const own = pageTexts(
  {
    requests: {
      title: '请假与换班审批',
      count: '{n} 项',
      leave: '请假与培训',
      noLeave: '没有待审批的请假',
      rostered: '已发布的排班中有 {n} 个班次：{days}。批准后请重新排班。',
      openRoster: '查看排班',
      swaps: '换班',
      noSwaps: '没有待审批的换班',
      waits: '对方尚未同意',
      failed: '未能载入申请',
    },
  },
  {
    requests: {
      title: 'Leave and swaps',
      count: '{n}',
      leave: 'Leave and training',
      noLeave: 'No leave waits for you',
      rostered: 'There are {n} shifts in published weeks: {days}. Plan them anew when you grant it.',
      openRoster: 'Open the roster',
      swaps: 'Swaps',
      noSwaps: 'No swap waits for you',
      waits: 'the other has not agreed yet',
      failed: 'The requests could not be loaded',
    },
  },
)

export const requestsTexts = { zh: { ...staffWords.zh, ...own.zh }, en: { ...staffWords.en, ...own.en } }
