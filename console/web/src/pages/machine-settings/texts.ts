import { pageTexts } from '@service-hall/ui'
import { fleetWords } from '../../fleet/texts.ts'

const own = pageTexts(
  {
    machineSettings: {
      title: '设备配置',
      back: '返回配置漂移',
      note: '区域、等级、营业厅对终端的配置；单台终端在资产页设定。',
      tier: '适用等级',
      allTiers: '全部等级',
      hall: '营业厅',
      ofRegion: '整个区域',
    },
  },
  {
    machineSettings: {
      title: 'Settings of machines',
      back: 'Back to drift',
      note: 'What regions, tiers and halls ask of their machines; a single one is set on the page of its asset.',
      tier: 'Tier',
      allTiers: 'All tiers',
      hall: 'Hall',
      ofRegion: 'The region as a whole',
    },
  },
)
export const machineSettingsTexts = {
  zh: { ...fleetWords.zh, ...own.zh },
  en: { ...fleetWords.en, ...own.en },
}
