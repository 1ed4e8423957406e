import { pageTexts } from '@service-hall/ui'

/** Words that all pages about alerts say. */
export const alertWords = pageTexts(
  {
    alertWords: {
      silenced: {
        hallSilent: '随营业厅失联静默',
        stationLost: '随终端失联静默',
        maintenance: '检修中，静默',
      },
      end: { ended: '原因已消除', gone: '对象已撤除', ruleOff: '规则已停用' },
      consumable: {
        paper: '纸',
        retractBin: '回收箱',
        captureBin: '吞卡箱',
        cards: '卡片',
        cashBox: '钞箱',
      },
      level: { enough: '充足', low: '不足', out: '用尽' },
      minutes: '{n} 分钟',
      seconds: '{n} 秒',
      hours: '{n} 小时',
      percent: '{n}%',
      ofLimit: '为时限的 {n}%',
      wholeHall: '全厅',
      none: '—',
      days: '{n} 天 {span}',
      tier: '等级',
      allTiers: '全部等级',
      hall: '营业厅',
      noHall: '（按区域与等级）',
      restless: '反复出现',
      reopened: '复发 {n} 次',
    },
  },
  {
    alertWords: {
      silenced: {
        hallSilent: 'Silent: the hall is',
        stationLost: 'Silent: its station is lost',
        maintenance: 'Silent: maintenance',
      },
      end: {
        ended: 'Its cause has ended',
        gone: 'What it was about is gone',
        ruleOff: 'Its rule was switched off',
      },
      consumable: {
        paper: 'paper',
        retractBin: 'retract bin',
        captureBin: 'capture bin',
        cards: 'cards',
        cashBox: 'cash box',
      },
      level: { enough: 'enough', low: 'low', out: 'used up' },
      minutes: '{n} min',
      seconds: '{n} s',
      hours: '{n} h',
      percent: '{n}%',
      ofLimit: '{n}% of the limit',
      wholeHall: 'Whole hall',
      none: '—',
      days: '{n} d {span}',
      tier: 'Tier',
      allTiers: 'All tiers',
      hall: 'Hall',
      noHall: '(by region and tier)',
      restless: 'Comes and goes',
      reopened: 'came back {n} times',
    },
  },
)
