import { pageTexts } from '@service-hall/ui'
import { ledgerWords } from '../../ledger/texts.ts'

const own = pageTexts(
  {
    repairs: {
      title: '维修工单',
      count: '{n} 张，其中 {open} 张未完成',
      nothing: '没有维修工单',
      fault: '故障',
      assignee: '负责人',
      nobody: '未派工',
      open: '未完成',
    },
  },
  {
    repairs: {
      title: 'Repair orders',
      count: '{n}, {open} of them open',
      nothing: 'There are no repair orders',
      fault: 'Fault',
      assignee: 'With',
      nobody: 'nobody yet',
      open: 'Open',
    },
  },
)
export const repairsTexts = { zh: { ...ledgerWords.zh, ...own.zh }, en: { ...ledgerWords.en, ...own.en } }
