import { pageTexts } from '@service-hall/ui'

/** Texts of the counter's page, and what it says as the page of a member of staff does (`hallPerson`). */
export const hallCounterTexts = pageTexts(
  {
    hallCounter: {
      title: '窗口',
      now: '当前状态',
      skills: '可办业务',
      unknown: '没有这个窗口',
    },
    hallPerson: {
      byDay: '按日统计',
      p90Note: '“九成以内”误差不超过 +0.8% 与半秒',
      period: '时段',
      days: '最近 {n} 天',
      nothing: '这段时间没有数据',
      column: {
        day: '日期',
        waits: '首次叫号（笔）',
        served: '办结（笔）',
        meanHandling: '平均办理',
        p90: '九成以内',
        noShows: '过号（张）',
        ratings: '评价（次）',
        satisfaction: '满意率',
      },
    },
  },
  {
    hallCounter: {
      title: 'Counter',
      now: 'Now',
      skills: 'Services',
      unknown: 'There is no such counter',
    },
    hallPerson: {
      byDay: 'Day by day',
      p90Note: 'the 90th percentile is at most 0.8 % and half a second too much',
      period: 'Period',
      days: 'last {n} days',
      nothing: 'There are no figures of this period',
      column: {
        day: 'Day',
        waits: 'First calls',
        served: 'Served',
        meanHandling: 'Mean handling',
        p90: '90 % within',
        noShows: 'No-shows',
        ratings: 'Ratings',
        satisfaction: 'Satisfied',
      },
    },
  },
)
