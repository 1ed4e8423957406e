import { pageTexts } from '@service-hall/ui'

export const overviewTexts = pageTexts(
  {
    overview: {
      title: '总览',
      waiting: '等候',
      longest: '最长等候',
      counters: '窗口',
      machines: '设备',
      served: '已办',
      nothing: '还没有营业厅',
      nothingHint: '营业厅获准接入后会出现在这里。',
      offline: '中断 {span}',
      never: '尚未上报',
    },
  },
  {
    overview: {
      title: 'Overview',
      waiting: 'Waiting',
      longest: 'Longest wait',
      counters: 'Counters',
      machines: 'Devices',
      served: 'Served',
      nothing: 'There are no halls yet',
      nothingHint: 'Halls appear here once they are let in.',
      offline: 'offline {span}',
      never: 'no report yet',
    },
  },
)
