import { pageTexts } from '@service-hall/ui'
import { ledgerWords } from '../../ledger/texts.ts'

const own = pageTexts(
  {
    directives: {
      title: '指令',
      count: '最近 {n} 条',
      nothing: '还没有下发过指令',
      nothingHint: '在资产页或告警预案中下发，执行结果由营业厅上报。',
    },
  },
  {
    directives: {
      title: 'Directives',
      count: 'the latest {n}',
      nothing: 'No directive was given yet',
      nothingHint:
        'They are given on the page of an asset or by the playbook of an alert; halls tell what came of them.',
    },
  },
)
export const directivesTexts = { zh: { ...ledgerWords.zh, ...own.zh }, en: { ...ledgerWords.en, ...own.en } }
